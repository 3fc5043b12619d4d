package io.opsbus.testkit.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list as the official agent reads it: one value of a wrong type, and all of it is dropped without a word (agent facts 8).
 *
 * @param run to run
 * @param stop ids
 * @param files ids
 */
record StrictTaskList(List<SimulatedTask> run, List<SimulatedTask> stop, List<String> files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of(
            "type",
            "taskID",
            "commandId",
            "commandName",
            "commandContent",
            "timeOut",
            "workingDirectory",
            "args",
            "cron",
            "username",
            "windowsPasswordName",
            "launcher",
            "containerId",
            "containerName",
            "instanceId",
            "content",
            "contentType",
            "destination",
            "name",
            "mode",
            "owner",
            "group",
            "signature");
    private static final List<String> NUMBERS = List.of("invokeVersion", "creationTime", "timeout");
    private static final List<String> FLAGS = List.of("enableParameter", "overwrite");
    private static final Map<String, String> OUTPUT =
            Map.of("interval", "number", "logQuota", "number", "skipEmpty", "flag", "sendStart", "flag");

    boolean isEmpty() {
        return run.isEmpty() && stop.isEmpty() && files.isEmpty();
    }

    /** The list; empty when it would be dropped. */
    static Optional<StrictTaskList> read(String json) {
        try {
            JsonNode list = JSON.readTree(json);
            return Optional.of(new StrictTaskList(
                    tasks(list.path("run")),
                    tasks(list.path("stop")),
                    tasks(list.path("file")).stream().map(SimulatedTask::id).toList()));
        } catch (IOException | IllegalArgumentException dropped) {
            return Optional.empty();
        }
    }

    private static List<SimulatedTask> tasks(JsonNode array) {
        if (!array.isMissingNode() && !array.isArray() && !array.isNull()) {
            throw new IllegalArgumentException("no array");
        }
        List<SimulatedTask> tasks = new ArrayList<>();
        for (JsonNode entry : array) {
            JsonNode task = entry.path("task");
            check(task, entry.path("output"));
            require(entry.path("repeat").isTextual() || entry.path("repeat").isMissingNode());
            String cron = task.path("cron").asText("");
            tasks.add(new SimulatedTask(
                    task.path("taskID").asText(""),
                    task.path("invokeVersion").asInt(0),
                    entry.path("repeat").asText(cron.isEmpty() ? "Once" : "Period"),
                    cron,
                    new String(
                            Base64.getDecoder()
                                    .decode(task.path("commandContent").asText("")),
                            StandardCharsets.UTF_8)));
        }
        return tasks;
    }

    private static void check(JsonNode task, JsonNode output) {
        require(task.isObject());
        TEXTS.forEach(name -> require(!task.has(name) || task.get(name).isTextual()));
        NUMBERS.forEach(name -> require(!task.has(name) || task.get(name).isIntegralNumber()));
        FLAGS.forEach(name -> require(!task.has(name) || task.get(name).isBoolean()));
        OUTPUT.forEach((name, type) -> require(!output.has(name)
                || (type.equals("flag")
                        ? output.get(name).isBoolean()
                        : output.get(name).isIntegralNumber())));
    }

    private static void require(boolean type) {
        if (!type) {
            throw new IllegalArgumentException("wrong type");
        }
    }
}
