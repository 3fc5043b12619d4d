package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus silences …}: spans of time in which an account is not told of what it expects. */
@Command(
        name = "silences",
        description = "Silences of notifications, for maintenance: create, list, show, expire. 通知静默（维护窗口）。",
        mixinStandardHelpOptions = true)
final class SilencesVerb extends Verbs {
    private static final String KIND = "silences";
    private static final String ID = "Its id (sil-…). 静默 ID。";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which events, and when. */
    static final class What {
        @Option(
                names = "--resource",
                required = true,
                split = ",",
                paramLabel = "ID",
                description = "Ids or ARNs of resources, or '*' for all. 资源 ID 或 ARN。")
        private List<String> resources = List.of();

        @Option(
                names = "--name",
                split = ",",
                defaultValue = "*",
                paramLabel = "NAME",
                description = "Names of events, or 'prefix*' (default: all). 事件名称。")
        private List<String> names = List.of();

        @Option(
                names = "--level",
                split = ",",
                defaultValue = "CRITICAL,WARN,INFO",
                paramLabel = "LEVEL",
                description = "CRITICAL, WARN, INFO (default: all). 事件级别。")
        private List<String> levels = List.of();

        @Option(
                names = "--product",
                defaultValue = "ECS",
                description = "ECS (default), CUSTOM for events of one's own, OpsBus. 产品。")
        private String product = "";

        @Option(
                names = "--status",
                split = ",",
                paramLabel = "WORD",
                description = "What the content says (Executing, …; default: anything). 事件状态。")
        private List<String> statuses = List.of();

        @Option(
                names = "--words",
                paramLabel = "SENTENCE",
                description = "Words of the content, joined by and, or, not and brackets. 关键词。")
        private @Nullable String words;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "UTC, such as 2026-11-23T12:00:00Z (default: now). 开始时间（UTC）。")
        private @Nullable String from;

        @Option(names = "--until", paramLabel = "TIME", description = "Its end, UTC; or say --for. 结束时间（UTC）。")
        private @Nullable String until;

        @Option(names = "--for", paramLabel = "SPAN", description = "How long: 90m, 2h, 3d. 持续时间。")
        private @Nullable String span;

        private ObjectNode json() throws IOException {
            ObjectNode json = JSON.createObjectNode().put("product", product);
            resources.forEach(json.putArray("resources")::add);
            names.forEach(json.putArray("names")::add);
            levels.forEach(json.putArray("levels")::add);
            if (!statuses.isEmpty()) {
                statuses.forEach(json.putArray("statuses")::add);
            }
            if (words != null) {
                json.put("words", words);
            }
            if (from != null) {
                json.put("from", from);
            }
            return json.put("until", end());
        }

        private String end() throws IOException {
            if ((until == null) == (span == null)) {
                throw new IOException("Say when it ends: --until TIME or --for SPAN.");
            }
            return until != null ? until : endOf(span == null ? "" : span);
        }

        private String endOf(String length) throws IOException {
            try {
                Instant start = from == null ? Instant.now() : Instant.parse(from);
                String upper = length.toUpperCase(Locale.ROOT);
                return start.plus(Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper))
                        .toString();
            } catch (DateTimeException wrong) {
                throw new IOException("A span is 90m, 2h or 3d, and a time 2026-11-23T12:00:00Z.", wrong);
            }
        }
    }

    @Command(
            name = "create",
            description =
                    "Keep back what an account expects; nothing is lost: deliveries list --silence ID finds it, deliveries"
                            + " redrive --silence ID sends it after all. 创建静默，被静默的投递可查询、可重投。",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin What what,
            @Option(names = "--author", required = true, paramLabel = "NAME", description = "Who. 创建人。") String author,
            @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why. 原因。") String comment,
            @Option(
                            names = "--token",
                            paramLabel = "TEXT",
                            description = "The same token is the same silence, however often it is asked for. 幂等令牌。")
                    @Nullable
                    String token,
            @Mixin OfAccount whose)
            throws IOException {
        ObjectNode json = what.json().put("author", author).put("comment", comment);
        Map<String, String> headers = token == null ? Map.of() : Map.of("Idempotency-Key", token);
        show(whose.operator().post(whose.path(KIND), json, headers));
        return 0;
    }

    @Command(
            name = "list",
            description = "The account's silences, the last to end first. 列出静默。",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--state", paramLabel = "WORD", description = "pending, active or ended. 状态。") @Nullable
                    String state,
            @Option(names = "--json", description = "As JSON, one line a silence. 输出 JSON。") boolean json,
            @Mixin OfAccount whose)
            throws IOException {
        String query = state == null ? "" : "?state=" + Operator.encoded(state);
        JsonNode all = whose.operator().get(whose.path(KIND) + query).path(KIND);
        if (all.isEmpty() && !json) {
            System.out.println(state == null ? "There is no silence." : "No silence is " + state + ".");
        }
        for (JsonNode silence : all) {
            if (json) {
                System.out.println(silence);
            } else {
                show(silence);
            }
        }
        return 0;
    }

    @Command(name = "show", description = "One silence. 查看静默。", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        show(whose.operator().get(whose.path(KIND, id)));
        return 0;
    }

    @Command(
            name = "expire",
            description = "End one now; what it has kept back stays where it is. 立即结束静默。",
            mixinStandardHelpOptions = true)
    int expire(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        show(whose.operator().post(whose.path(KIND, id) + ":expire", Map.of()));
        return 0;
    }

    private static void show(JsonNode silence) {
        System.out.printf(
                "%-32s %-8s %s .. %s  %s: %s%n",
                silence.path("id").asText(),
                silence.path("state").asText(),
                silence.path("from").asText(),
                silence.path("until").asText(),
                silence.path("author").asText(),
                silence.path("comment").asText());
        var what = new ArrayList<String>(List.of(silence.path("product").asText()));
        for (String list : List.of("levels", "names", "resources", "statuses")) {
            if (silence.has(list)) {
                what.add(list + " " + joined(silence.path(list)));
            }
        }
        if (silence.has("words")) {
            what.add("words " + silence.path("words").asText());
        }
        System.out.println("  " + String.join("; ", what));
    }

    private static String joined(JsonNode texts) {
        return String.join(
                ",",
                StreamSupport.stream(texts.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }
}
