package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus inhibitions …}: what an account is not told while something else goes on with a resource. */
@Command(
        name = "inhibitions",
        description = "Inhibitions of notifications: create, list, show, remove. 通知抑制。",
        mixinStandardHelpOptions = true)
final class InhibitionsVerb extends Verbs {
    private static final String KIND = "inhibitions";
    private static final String ID = "Its id (inh-…). 抑制 ID。";
    private static final String ROW = "%-32s %-16s %s%n";

    @Command(
            name = "create",
            description =
                    "While an event of begins is ongoing for a resource, keep back its events of mutes; nothing is"
                            + " lost. 创建抑制：源事件进行期间，不通知同一资源的目标事件。",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(
                            paramLabel = "FILE",
                            description =
                                    "JSON: begins, ends, mutes, atMostMinutes, author, comment; '-': standard input. JSON 文件；“-”为标准输入。")
                    Path file,
            @Option(
                            names = "--token",
                            paramLabel = "TEXT",
                            description = "The same token is the same inhibition, however often it is asked for. 幂等令牌。")
                    @Nullable
                    String token,
            @Mixin OfAccount whose)
            throws IOException {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Idempotency-Key", token);
        System.out.println(whose.operator()
                .post(whose.path(KIND), Given.object(file), headers)
                .path("id")
                .asText());
        return 0;
    }

    @Command(name = "list", description = "The account's inhibitions. 列出抑制。", mixinStandardHelpOptions = true)
    int list(@Mixin OfAccount whose) throws IOException {
        JsonNode all = whose.operator().get(whose.path(KIND)).path(KIND);
        if (all.isEmpty()) {
            System.out.println("There is no inhibition.");
            return 0;
        }
        System.out.printf(ROW, "inhibition", "author", "comment");
        for (JsonNode one : all) {
            System.out.printf(
                    ROW,
                    one.path("id").asText(),
                    one.path("author").asText(),
                    one.path("comment").asText());
        }
        return 0;
    }

    @Command(
            name = "show",
            description = "One, as JSON, and where it is ongoing. 查看抑制及其生效的资源。",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        System.out.println(whose.operator().get(whose.path(KIND, id)).toPrettyString());
        return 0;
    }

    @Command(name = "remove", description = "Keep nothing back by it any more. 删除抑制。", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin OfAccount whose) throws IOException {
        whose.operator().delete(whose.path(KIND, id));
        System.out.println("Inhibition " + id + " is removed; nothing more is kept back by it.");
        return 0;
    }
}
