package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code opsbus maintenance list}: system events that are not closed, whoever planned them. */
@Command(
        name = "list",
        description = "What is planned, asked for or being executed, the next first. 列出尚未结束的系统事件，最近的在前。",
        mixinStandardHelpOptions = true)
final class MaintenanceListVerb implements Callable<Integer> {
    @Option(names = "--account", paramLabel = "ID", description = "Only of this account. 仅该账号。")
    private @Nullable String account;

    @Option(names = "--instance", paramLabel = "ID", description = "Only of this instance and its disks. 仅该实例及其磁盘。")
    private @Nullable String instance;

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
        Map<String, String> form = new LinkedHashMap<>();
        form.put("limit", Integer.toString(limit));
        if (account != null) {
            form.put("account", account);
        }
        if (instance != null) {
            form.put("instance", instance);
        }
        JsonNode found =
                Operator.of(Opsbus.settings(data), "event-service").get("/maintenance" + DeliveryFilter.query(form));
        if (!json && found.path("events").isEmpty()) {
            System.out.println("Nothing is planned.");
            return 0;
        }
        PlannedEvents.show(found, json);
        if (!json && found.path("more").asBoolean()) {
            System.out.println("There is more; --limit, --account and --instance.");
        }
        return 0;
    }
}
