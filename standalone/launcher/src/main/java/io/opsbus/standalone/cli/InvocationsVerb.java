package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus invocations …}: commands that run on instances (guide 2.3). */
@Command(
        name = "invocations",
        description = "Commands that run on instances: read their output as it comes. 命令执行。",
        mixinStandardHelpOptions = true)
final class InvocationsVerb extends Verbs {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Command(
            name = "tail",
            description = {
                "Print what the runs of an invocation write while they write it, until all are over.",
                "实时输出命令执行结果，直到全部结束。"
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:all went well", "1:not all did, or it could not be read", "2:wrong usage"},
            mixinStandardHelpOptions = true)
    int tail(
            @Parameters(paramLabel = "INVOCATION", description = "Its id (t-…), as RunCommand answered. 执行 ID。")
                    String invocation,
            @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose. 所属账号。")
                    String account,
            @Option(
                            names = "--region",
                            defaultValue = "cn-hangzhou",
                            paramLabel = "REGION",
                            description = "Where (default ${DEFAULT-VALUE}). 地域。")
                    String region,
            @Option(names = "--json", description = "The events themselves, one a line. 输出 JSON。") boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        var printed = new Printed(json);
        Operator.at(Opsbus.settings(data), "invocation-service")
                .events(
                        "/accounts/" + Operator.encoded(account) + "/invocations/" + Operator.encoded(invocation)
                                + "/tail?region=" + Operator.encoded(region),
                        printed::take);
        return printed.isWell ? 0 : 1;
    }

    /** What comes, as people or programs read it: output as it is, all else on its own line behind the instance's id. */
    private static final class Printed {
        private final boolean json;
        private boolean isWell;
        private String last = "";

        Printed(boolean json) {
            this.json = json;
        }

        void take(Operator.Event event) {
            JsonNode told = read(event.data());
            if (event.name().equals("end")) {
                isWell = told.path("InvocationStatus").asText().equals("Success");
            }
            if (json) {
                if (!event.name().equals("ping")) {
                    System.out.println(JSON.valueToTree(Map.of("event", event.name(), "data", told)));
                }
                return;
            }
            switch (event.name()) {
                case "output" -> output(told);
                case "status" ->
                    System.err.println(told.path("InstanceId").asText() + ": "
                            + told.path("InvocationStatus").asText() + code(told));
                case "end" -> System.err.println(told.path("InvocationStatus").asText());
                default -> {
                    // a ping, or what a later version tells
                }
            }
        }

        private void output(JsonNode told) {
            String instance = told.path("InstanceId").asText();
            if (!last.isEmpty() && !last.equals(instance)) {
                System.err.println("--- " + instance);
            }
            last = instance;
            long dropped = told.path("Dropped").asLong();
            if (dropped > 0) {
                System.err.println("--- " + dropped + " bytes are not kept ---");
            }
            byte[] bytes = Base64.getDecoder().decode(told.path("Output").asText());
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }

        private static String code(JsonNode told) {
            StringBuilder more = new StringBuilder();
            if (told.path("ExitCode").asLong() != 0) {
                more.append(", exit code ").append(told.path("ExitCode").asLong());
            }
            if (told.hasNonNull("ErrorCode")) {
                more.append(", ")
                        .append(told.path("ErrorCode").asText())
                        .append(": ")
                        .append(told.path("ErrorInfo").asText());
            }
            return more.toString();
        }

        private static JsonNode read(String data) {
            try {
                return JSON.readTree(data);
            } catch (IOException broken) {
                throw new IllegalStateException("no JSON: " + data, broken);
            }
        }
    }
}
