package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code opsbus deliveries …}: what became of notifications. */
@Command(
        name = "deliveries",
        subcommands = {RedriveVerb.class, RedrivesVerb.class},
        description = "Deliveries of notifications: list, redrive, redrives. 通知投递记录。",
        mixinStandardHelpOptions = true)
final class DeliveriesVerb extends Verbs {
    private static final String JSON = "As JSON, for scripts. 输出 JSON。";
    private static final int PAGE = 500;
    private static final String ROW = "%-24s %-9s %-11s %3s %8s %-30s %-40s %-16s %s%n";

    @Command(
            name = "list",
            description = "Attempts of the last days, the newest first. 列出投递尝试，最新的在前。",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin DeliveryFilter filter,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "At most N attempts (default: 100). 最多条数。")
                    int limit,
            @Option(names = "--json", description = JSON + " One line an attempt.") boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        Operator operator = Operator.ofNotifier(Opsbus.settings(data));
        var form = filter.form();
        int left = limit;
        if (!json) {
            System.out.printf(ROW, "started", "status", "outcome", "try", "ms", "target", "event", "rule", "said");
        }
        while (left > 0) {
            form.put("limit", Integer.toString(Math.min(left, PAGE)));
            JsonNode page = operator.get(filter.path() + DeliveryFilter.query(form));
            page.path("attempts").forEach(attempt -> show(attempt, json));
            left -= page.path("attempts").size();
            if (!page.has("next")) {
                return 0;
            }
            form.put("after", page.path("next").asText());
        }
        return 0;
    }

    private static void show(JsonNode attempt, boolean json) {
        if (json) {
            System.out.println(attempt);
            return;
        }
        String rule = attempt.path("rule").asText();
        System.out.printf(
                ROW,
                attempt.path("startedAt").asText(),
                attempt.path("status").asText(),
                attempt.path("outcome").asText(),
                attempt.path("attempt").asText(),
                attempt.path("millis").asText(),
                attempt.path("target").asText(),
                attempt.path("eventName").asText(),
                rule.isEmpty() ? attempt.path("subscription").asText() : rule,
                attempt.path("said").asText());
    }
}
