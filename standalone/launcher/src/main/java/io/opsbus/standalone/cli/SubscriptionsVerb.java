package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus subscriptions …}: which events of an account go where. */
@Command(
        name = "subscriptions",
        description =
                "Subscriptions of notifications: create, list, show, put, enable, disable, preview, remove. 通知订阅。",
        mixinStandardHelpOptions = true)
final class SubscriptionsVerb extends Verbs {
    private static final String KIND = "subscriptions";
    private static final String ID = "Its id (sub-…). 订阅 ID。";
    private static final String JSON = "As JSON, for scripts. 输出 JSON。";
    private static final String ROW = "%-30s %-30s %-11s %-3s %-18s %-30s %s%n";

    @Command(
            name = "create",
            description =
                    "Tell of an account's events from now on; says the subscription's id, then its target's. 创建订阅。",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin SubscriptionForm form,
            @Option(
                            names = "--token",
                            paramLabel = "TEXT",
                            description =
                                    "The same token is the same subscription, however often it is asked for. 幂等令牌。")
                    @Nullable
                    String token,
            @Option(names = "--json", description = JSON) boolean json,
            @Mixin OfAccount whose)
            throws IOException {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Idempotency-Key", token);
        show(whose.operator().post(whose.path(KIND), form.json(), headers), json);
        return 0;
    }

    @Command(
            name = "list",
            description = "The account's subscriptions; its event rules are not among them. 列出订阅（不含事件规则）。",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = JSON + " One line a subscription.") boolean json,
            @Mixin OfAccount whose)
            throws IOException {
        JsonNode all = whose.operator().get(whose.path(KIND)).path(KIND);
        if (all.isEmpty() && !json) {
            System.out.println("There is no subscription.");
            return 0;
        }
        if (!json) {
            System.out.printf(ROW, "subscription", "target", "type", "is", "levels", "names", "where");
        }
        all.forEach(one -> show(one, json));
        return 0;
    }

    @Command(
            name = "show",
            description = "One, as JSON, with its target's id and of secrets ******; put takes that. 查看订阅（JSON）。",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        System.out.println(whose.operator().get(whose.path(KIND, id)).toPrettyString());
        return 0;
    }

    @Command(
            name = "put",
            description =
                    "Make one what the JSON says; a secret given as ****** stays. What waits stays too. 修改订阅；值为 ****** 的密钥保持不变。",
            mixinStandardHelpOptions = true)
    int put(
            @Parameters(index = "0", paramLabel = "ID", description = ID) String id,
            @Parameters(
                            index = "1",
                            paramLabel = "FILE",
                            description =
                                    "As show tells it, or as create takes it; '-': standard input. JSON 文件；“-”为标准输入。")
                    Path file,
            @Mixin OfAccount whose)
            throws IOException {
        show(whose.operator().put(whose.path(KIND, id), Given.object(file)), false);
        return 0;
    }

    @Command(
            name = "enable",
            description = "Let a disabled one go on; what waited goes out. 启用订阅，继续投递。",
            mixinStandardHelpOptions = true)
    int enable(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        show(whose.operator().post(whose.path(KIND, id) + ":enable", Map.of()), false);
        return 0;
    }

    @Command(
            name = "disable",
            description = "Route nothing new to it; what is on its way waits, and ages. 停用订阅；在途投递等待。",
            mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        show(whose.operator().post(whose.path(KIND, id) + ":disable", Map.of()), false);
        return 0;
    }

    @Command(
            name = "preview",
            description = "What its target would be told of an event; nothing is sent. 预览订阅目标会收到的内容，不发送。",
            mixinStandardHelpOptions = true)
    int preview(
            @Parameters(index = "0", paramLabel = "ID", description = ID) String id,
            @Parameters(
                            index = "1",
                            paramLabel = "EVENT",
                            description = "A file with the event's JSON (guide 4.1); '-': standard input. 事件 JSON 文件。")
                    Path event,
            @Mixin OfAccount whose)
            throws IOException {
        JsonNode told = whose.operator().post(whose.path(KIND, id) + ":preview", Given.object(event));
        told.properties().forEach(text -> {
            System.out.println("--- " + text.getKey());
            System.out.println(text.getValue().asText());
        });
        return 0;
    }

    @Command(
            name = "remove",
            description = "Tell nothing by it any more; what waits for it is a dead letter. 删除订阅；未投递的成为死信。",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        whose.operator().delete(whose.path(KIND, id));
        System.out.println("Subscription " + id + " is removed; what waited for it is dead (Unsubscribed).");
        return 0;
    }

    private static void show(JsonNode one, boolean json) {
        if (json) {
            System.out.println(one);
            return;
        }
        System.out.printf(
                ROW,
                one.path("id").asText(),
                one.path("targetId").asText(),
                one.at("/target/type").asText(),
                one.path("enabled").asBoolean() ? "on" : "off",
                joined(one.path("levels")),
                joined(one.path("names")),
                where(one.path("target")));
    }

    /** What of its address is told at all: a robot's is a secret. */
    private static String where(JsonNode target) {
        if (target.has("to")) {
            return joined(target.path("to"));
        }
        for (String field : new String[] {"family", "url", "queue", "topic", "endpoint"}) {
            if (target.has(field)) {
                return target.path(field).asText();
            }
        }
        return "";
    }

    private static String joined(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }
}
