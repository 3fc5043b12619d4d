package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What reports that were accepted carried, by their tasks. */
final class CarriedBytes {
    private final Map<TaskId, List<byte[]>> bodies = new HashMap<>();

    void add(TaskId task, byte[] body) {
        bodies.computeIfAbsent(task, _ -> new ArrayList<>()).add(body.clone());
    }

    /** Whether an output is some of the bodies of its task, each of them whole and once, in the order in which they came. */
    boolean makeUp(TaskId task, byte[] output) {
        var ends = new TreeSet<>(List.of(0));
        for (byte[] body : bodies.getOrDefault(task, List.of())) {
            List<Integer> further = ends.stream()
                    .filter(end -> end + body.length <= output.length)
                    .filter(end -> Arrays.equals(output, end, end + body.length, body, 0, body.length))
                    .map(end -> end + body.length)
                    .toList();
            ends.addAll(further);
        }
        return ends.contains(output.length);
    }
}
