package io.opsbus.testkit.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list as the official agent reads it: one value of a wrong type, and all of it is dropped without a word (agent facts 8).
 *
 * @param run to run
 * @param stop ids
 * @param files to write
 */
record StrictTaskList(List<SimulatedTask> run, List<SimulatedTask> stop, List<SimulatedFile> files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHORTEST_INTERVAL = 1000;
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
            "terminationMode",
            "taskSignature",
            "userId",
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
    private static final Map<String, String> OUTPUT = Map.of(
            "interval", "number", "logQuota", "number", "skipEmpty", "flag", "sendStart", "flag", "needExport", "flag");

    boolean isEmpty() {
        return run.isEmpty() && stop.isEmpty() && files.isEmpty();
    }

    /** The list; empty when it would be dropped. */
    static Optional<StrictTaskList> read(String json) {
        try {
            JsonNode list = JSON.readTree(json);
            return Optional.of(new StrictTaskList(
                    entries(list.path("run"), StrictTaskList::task),
                    entries(list.path("stop"), StrictTaskList::task),
                    entries(list.path("file"), StrictTaskList::file)));
        } catch (IOException | IllegalArgumentException dropped) {
            return Optional.empty();
        }
    }

    private static <T> List<T> entries(JsonNode array, Function<JsonNode, T> reading) {
        if (!array.isMissingNode() && !array.isArray() && !array.isNull()) {
            throw new IllegalArgumentException("no array");
        }
        List<T> read = new ArrayList<>();
        for (JsonNode entry : array) {
            check(entry.path("task"), entry.path("output"));
            require(entry.path("repeat").isTextual() || entry.path("repeat").isMissingNode());
            read.add(reading.apply(entry));
        }
        return read;
    }

    private static SimulatedTask task(JsonNode entry) {
        JsonNode task = entry.path("task");
        JsonNode output = entry.path("output");
        String cron = task.path("cron").asText("");
        String repeat = entry.path("repeat").asText(cron.isEmpty() ? "Once" : "Period");
        return new SimulatedTask(
                task.path("taskID").asText(""),
                task.path("invokeVersion").asInt(0),
                new SimulatedTask.Timing(repeat, cron, task.path("creationTime").asLong(0)),
                decoded(task.path("commandContent")),
                new SimulatedTask.Limits(
                        timeout(task.path("timeOut").asText("")),
                        Duration.ofMillis(Math.max(
                                SHORTEST_INTERVAL, output.path("interval").asLong(0))),
                        output.path("logQuota").asInt(0)));
    }

    private static SimulatedFile file(JsonNode entry) {
        JsonNode file = entry.path("task");
        return new SimulatedFile(
                file.path("taskID").asText(""),
                file.path("destination").asText("") + "/" + file.path("name").asText(""),
                decoded(file.path("content")),
                file.path("overwrite").asBoolean(false));
    }

    private static String decoded(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText("")), StandardCharsets.UTF_8);
    }

    /** What is no number counts as an hour. */
    private static Duration timeout(String seconds) {
        return seconds.matches("-?\\d{1,9}")
                ? Duration.ofSeconds(Math.max(0, Long.parseLong(seconds)))
                : Duration.ofHours(1);
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
