package io.opsbus.standalone.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code opsbus contacts …}: people who are told of events. */
@Command(name = "contacts", description = "Contacts of notifications: confirm. 报警联系人。", mixinStandardHelpOptions = true)
final class ContactsVerb extends Verbs {
    @Command(
            name = "confirm",
            description = "Confirm the address a code was sent to: from then on notifications go there. 用收到的代码确认联系人地址。",
            mixinStandardHelpOptions = true)
    int confirm(
            @Parameters(paramLabel = "CODE", description = "As the message has it. 消息中的代码。") String code,
            @Mixin OfAccount whose)
            throws IOException {
        whose.operator().post(whose.path("contacts:confirm"), Map.of("code", code));
        System.out.println("The address is confirmed: notifications go there from now on.");
        return 0;
    }
}
