package io.opsbus.standalone.cli;

import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code opsbus contacts …}: people who are told of events. */
@Command(name = "contacts", description = "Contacts of notifications: confirm. 报警联系人。", mixinStandardHelpOptions = true)
final class ContactsVerb implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine.usage(spec, System.out);
        }
        return 2;
    }

    @Command(
            name = "confirm",
            description = "Confirm the address a code was sent to: from then on notifications go there. 用收到的代码确认联系人地址。",
            mixinStandardHelpOptions = true)
    int confirm(
            @Parameters(paramLabel = "CODE", description = "As the message has it. 消息中的代码。") String code,
            @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose contact. 所属账号。")
                    String account,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        Operator.ofNotifier(Opsbus.settings(data))
                .post("/accounts/" + Operator.encoded(account) + "/contacts:confirm", Map.of("code", code));
        return 0;
    }
}
