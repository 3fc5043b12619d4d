package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus balance …}: what an account owes, and what follows (guide 3.1). */
@Command(
        name = "balance",
        description = "Balances of accounts: overdue, paid. 账号余额：欠费、已充值。",
        mixinStandardHelpOptions = true)
final class BalanceVerb extends Verbs {
    private static final String JSON = "As JSON, for scripts. 输出 JSON。";
    private static final String ACCOUNT = "The account's id. 账号 ID。";
    private static final String SERVICE = "event-service";

    @Command(
            name = "overdue",
            description = {
                "The account's balance is below zero: what it pays as it is used is stopped within the hour and released 15 days later.",
                "账号欠费：按量付费实例将在一小时内停止，15天后释放。"
            },
            mixinStandardHelpOptions = true)
    int overdue(
            @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
            @Option(names = "--since", paramLabel = "TIME", description = "UTC; default: now. 欠费开始时间（UTC），默认当前时间。")
                    @Nullable
                    String since,
            @Option(
                            names = "--grace",
                            paramLabel = "DURATION",
                            description = "Until instances are stopped, PT0S to PT1H (default: PT30M). 停止前的宽限期。")
                    @Nullable
                    String grace,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        if (since != null) {
            form.put("since", since);
        }
        if (grace != null) {
            form.put("grace", grace);
        }
        tell(account, "/overdue", form, json, data);
        return 0;
    }

    @Command(
            name = "paid",
            description = "The account's balance is at zero or above again; shows what that avoids. 账号已充值，显示因此避免的事件。",
            mixinStandardHelpOptions = true)
    int paid(
            @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        tell(account, "/paid", Map.of(), json, data);
        return 0;
    }

    private static void tell(String account, String what, Map<String, String> form, boolean json, @Nullable Path data)
            throws IOException {
        var operator = Operator.of(Opsbus.settings(data), SERVICE);
        JsonNode events = operator.post("/balances/" + Operator.encoded(account) + what, form);
        if (!json && events.path("events").isEmpty()) {
            System.out.println("It is noted; of the account's instances nothing follows from it.");
            return;
        }
        PlannedEvents.show(events, json);
    }
}
