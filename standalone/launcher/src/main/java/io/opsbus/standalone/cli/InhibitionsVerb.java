package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code opsbus inhibitions …}: what an account is not told while something else goes on with a resource. */
@Command(
        name = "inhibitions",
        description = "Inhibitions of notifications: create, list, show, remove. 通知抑制。",
        mixinStandardHelpOptions = true)
final class InhibitionsVerb implements Callable<Integer> {
    private static final String ID = "Its id (inh-…). 抑制 ID。";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private @Nullable CommandSpec spec;

    /** Whose, in which system. */
    static final class Whose {
        @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose inhibitions. 所属账号。")
        private String account = "";

        @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA)
        private @Nullable Path data;

        private Operator operator() throws IOException {
            return Operator.ofNotifier(Opsbus.settings(data));
        }

        private String path() {
            return "/accounts/" + Operator.encoded(account) + "/inhibitions";
        }
    }

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine.usage(spec, System.out);
        }
        return 2;
    }

    @Command(
            name = "create",
            description =
                    "While an event of begins is ongoing for a resource, keep back its events of mutes; nothing is"
                            + " lost. 创建抑制：源事件进行期间，不通知同一资源的目标事件。",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(
                            paramLabel = "FILE",
                            description = "JSON: begins, ends, mutes, atMostMinutes, author, comment. JSON 文件。")
                    Path file,
            @Option(
                            names = "--token",
                            paramLabel = "TEXT",
                            description = "The same token is the same inhibition, however often it is asked for. 幂等令牌。")
                    @Nullable
                    String token,
            @Mixin Whose whose)
            throws IOException {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Idempotency-Key", token);
        System.out.println(whose.operator()
                .post(whose.path(), JSON.readTree(file.toFile()), headers)
                .path("id")
                .asText());
        return 0;
    }

    @Command(name = "list", description = "The account's inhibitions. 列出抑制。", mixinStandardHelpOptions = true)
    int list(@Mixin Whose whose) throws IOException {
        for (JsonNode one : whose.operator().get(whose.path()).path("inhibitions")) {
            System.out.printf(
                    "%-32s %s: %s%n",
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
    int show(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin Whose whose) throws IOException {
        System.out.println(
                whose.operator().get(whose.path() + "/" + Operator.encoded(id)).toPrettyString());
        return 0;
    }

    @Command(name = "remove", description = "Keep nothing back by it any more. 删除抑制。", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin Whose whose) throws IOException {
        whose.operator().delete(whose.path() + "/" + Operator.encoded(id));
        return 0;
    }
}
