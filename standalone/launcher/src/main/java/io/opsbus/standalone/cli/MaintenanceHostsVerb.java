package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code opsbus maintenance hosts}: where instances run, for {@code --host}. */
@Command(
        name = "hosts",
        description = "Hosts with the instances on them, whoever owns them; one that nothing runs on is not known."
                + " 列出宿主机及其上的实例。",
        mixinStandardHelpOptions = true)
final class MaintenanceHostsVerb implements Callable<Integer> {
    private static final String ROW = "%-28s %9s  %s%n";

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most N (default: 1000). 最多条数。")
    private int limit;

    @Option(names = "--json", description = "As JSON, for scripts. 输出 JSON。")
    private boolean json;

    @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA)
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        JsonNode found = Operator.of(Opsbus.settings(data), "event-service").get("/maintenance/hosts?limit=" + limit);
        if (json) {
            System.out.println(found);
            return 0;
        }
        if (found.path("hosts").isEmpty()) {
            System.out.println("No host is known: no instance runs on one that its provider names.");
            return 0;
        }
        System.out.printf(ROW, "host", "instances", "which");
        for (JsonNode host : found.path("hosts")) {
            boolean isCut = host.path("instances").size() < host.path("count").asInt();
            System.out.printf(
                    ROW,
                    host.path("host").asText(),
                    host.path("count").asText(),
                    StreamSupport.stream(host.path("instances").spliterator(), false)
                                    .map(JsonNode::asText)
                                    .collect(Collectors.joining(","))
                            + (isCut ? ",…" : ""));
        }
        if (found.path("more").asBoolean()) {
            System.out.println("There are more; --limit.");
        }
        return 0;
    }
}
