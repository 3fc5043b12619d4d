package io.opsbus.invocation.wiring;

import io.opsbus.testkit.agent.AgentWatch;
import io.opsbus.testkit.agent.SimulatedTask;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the output that agents told once and heard nothing of: it may have come or not. */
final class Losses implements AgentWatch {
    /** By id of a task, its machine and text. */
    private final Map<String, String> begun = new ConcurrentHashMap<>();

    private final Map<String, Integer> bytes = new ConcurrentHashMap<>();

    void begin(String instance, SimulatedTask task) {
        begun.put(task.id(), instance + " " + task.script());
    }

    /** Bytes of what a script wrote on a machine. */
    int of(String instance, Lines lines) {
        return bytes.entrySet().stream()
                .filter(one -> begun.getOrDefault(one.getKey(), "").startsWith(instance + " " + lines.script()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void kicked(String instance, String line) {}

    @Override
    public void told(String instance, String word, String query) {}

    @Override
    public void lost(String instance, String word, String query, int length) {
        bytes.merge(query.replaceAll("taskId=([^&]*).*", "$1"), length, Integer::sum);
    }
}
