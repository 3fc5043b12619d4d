package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code opsbus sending …}: stops everything that would be sent to anybody, or of one account, and lets it go on. */
@Command(
        name = "sending",
        description = "All sending of notifications: status, stop, resume. 全部通知的发送开关。",
        mixinStandardHelpOptions = true)
final class SendingVerb extends Verbs {
    private static final String ACCOUNT = "Of this account alone; left out: of everybody. 仅该账号；省略则为全部账号。";

    @Command(
            name = "status",
            description = "The stops in force, and how many deliveries wait. 查看当前停发与等待的投递数。",
            mixinStandardHelpOptions = true)
    int status(
            @Option(names = "--account", paramLabel = "ID", description = ACCOUNT) @Nullable String account,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode answer = Operator.ofNotifier(Opsbus.settings(data)).get(of(account));
        for (JsonNode stop : answer.path("stops")) {
            System.out.printf(
                    "%-40s %-24s %-8s %s%n",
                    stop.has("account") ? stop.path("account").asText() : "everything",
                    stop.path("since").asText(),
                    stop.path("ending").asBoolean() ? "ending" : "stopped",
                    stop.path("why").asText());
        }
        System.out.println(answer.path("waiting").asText() + " deliveries wait");
        return 0;
    }

    @Command(
            name = "stop",
            description = "Send nothing from now on; nothing is lost, nothing ages. 立即停止发送，不丢失、不过期。",
            mixinStandardHelpOptions = true)
    int stop(
            @Option(names = "--account", paramLabel = "ID", description = ACCOUNT) @Nullable String account,
            @Option(names = "--why", paramLabel = "TEXT", description = "For the log. 原因（写入日志）。") @Nullable String why,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        change(data, of(account) + ":stop", why == null ? Map.of() : Map.of("why", why));
        System.out.println("Nothing is sent any more to " + whom(account)
                + "; what would be waits, and does not age. ./opsbus sending resume lets it go on.");
        return 0;
    }

    @Command(
            name = "resume",
            description = "Send what waited, in order for each resource. 恢复发送，按资源顺序投递。",
            mixinStandardHelpOptions = true)
    int resume(
            @Option(names = "--account", paramLabel = "ID", description = ACCOUNT) @Nullable String account,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        change(data, of(account) + ":resume", Map.of());
        System.out.println("Sending to " + whom(account) + " goes on; what waited goes out.");
        return 0;
    }

    private static void change(@Nullable Path data, String path, Map<String, String> form) throws IOException {
        Operator.ofNotifier(Opsbus.settings(data)).post(path, form);
    }

    private static String whom(@Nullable String account) {
        return account == null ? "anybody" : "targets of account " + account;
    }

    private static String of(@Nullable String account) {
        return account == null ? "/sending" : "/accounts/" + Operator.encoded(account) + "/sending";
    }
}
