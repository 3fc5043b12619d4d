package io.opsbus.standalone.cli;

import io.opsbus.standalone.Operator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which deliveries are meant. */
final class DeliveryFilter {
    @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose deliveries. 所属账号。")
    private String account = "";

    @Option(names = "--event", paramLabel = "TEXT", description = "An event's id or name. 事件 ID 或名称。")
    private @Nullable String event;

    @Option(names = "--rule", paramLabel = "NAME", description = "A rule's name or a subscription's id. 规则名称或订阅 ID。")
    private @Nullable String rule;

    @Option(names = "--target", paramLabel = "ID", description = "A target's id (tgt-…). 目标 ID。")
    private @Nullable String target;

    @Option(names = "--silence", paramLabel = "ID", description = "A silence's id (sil-…): what it kept back. 静默 ID。")
    private @Nullable String silence;

    @Option(
            names = "--status",
            paramLabel = "WORD",
            description =
                    "delivered, failed (tried again), dead (given up), superseded (for a newer event of its resource) or"
                            + " silenced (kept back); of a redrive: expired, gone, unsubscribed or silenced. 状态。")
    private @Nullable String status;

    @Option(
            names = {"--since", "--from"},
            paramLabel = "TIME",
            description = "UTC, such as 2026-11-23T12:00:00Z. 起始时间（UTC）。")
    private @Nullable String since;

    @Option(
            names = {"--until", "--to"},
            paramLabel = "TIME",
            description = "Before this time, UTC. 结束时间（UTC）。")
    private @Nullable String until;

    /** Where the account's deliveries are. */
    String path() {
        return "/accounts/" + Operator.encoded(account) + "/deliveries";
    }

    /** What was asked for, by the names of the API. */
    Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        put(form, "event", event);
        put(form, "rule", rule);
        put(form, "target", target);
        put(form, "silence", silence);
        put(form, "status", status);
        put(form, "since", since);
        put(form, "until", until);
        return form;
    }

    private static void put(Map<String, String> form, String name, @Nullable String value) {
        if (value != null) {
            form.put(name, value);
        }
    }

    /** The form as a query. */
    static String query(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Operator.encoded(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }
}
