package io.opsbus.invocation.passing.rereading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The compound commands of a frame, {@code {…}}, {@code if}, {@code while}, {@code for} and {@code case}, whose commands stand in it
 * one behind another: all of one reads what it is given, and what all of it writes goes into its pipe.
 *
 * <pre>
 *   echo a | { cd /tmp; sh; } &lt;&lt;EOF
 *   before   parts      }  the command that closes it, and has its redirections
 * </pre>
 */
final class Compounds {
    private final List<List<ShellCommand>> pipelines;
    private final Map<ShellCommand, List<Compound>> closed = new HashMap<>();

    /** Where a command stands. */
    private record Place(int pipeline, int at) {}

    /** One of them. */
    record Compound(List<List<ShellCommand>> pipelines, List<ShellCommand> before) {
        /** Whether a command of it reads as a script what the whole is given. */
        boolean readsInput() {
            return pipelines.stream().anyMatch(Compounds::reads);
        }

        Stream<ShellCommand> parts() {
            return pipelines.stream().flatMap(List::stream);
        }

        Set<Character> placeholders() {
            Set<Character> all = new HashSet<>();
            parts().forEach(each -> all.addAll(each.placeholders()));
            return all;
        }
    }

    Compounds(List<List<ShellCommand>> pipelines, Findings findings) {
        this.pipelines = pipelines;
        Deque<Place> open = new ArrayDeque<>();
        for (int line = 0; line < pipelines.size(); line++) {
            List<ShellCommand> pipeline = pipelines.get(line);
            for (int at = 0; at < pipeline.size() && findings.goesOn(); at++) {
                for (boolean opens : pipeline.get(at).compounds()) {
                    var place = new Place(line, at);
                    if (opens) {
                        open.push(place);
                    } else if (!open.isEmpty()) {
                        close(open.pop(), place, findings);
                    }
                }
            }
        }
    }

    private void close(Place from, Place to, Findings findings) {
        List<ShellCommand> first = pipelines.get(from.pipeline());
        List<ShellCommand> last = pipelines.get(to.pipeline());
        ShellCommand closing = last.get(to.at());
        boolean isAsked = from.at() > 0
                || last.size() > to.at() + 1
                || !closing.input().isEmpty()
                || !closing.frames().isEmpty();
        if (!isAsked) {
            return;
        }
        findings.step(to.pipeline() - from.pipeline());
        List<List<ShellCommand>> parts = new ArrayList<>();
        if (from.pipeline() == to.pipeline()) {
            parts.add(first.subList(from.at(), to.at()));
        } else {
            parts.add(first.subList(from.at(), first.size()));
            parts.addAll(pipelines.subList(from.pipeline() + 1, to.pipeline()));
            parts.add(last.subList(0, to.at()));
        }
        closed.computeIfAbsent(closing, _ -> new ArrayList<>()).add(new Compound(parts, first.subList(0, from.at())));
    }

    /** Those a command closes, and that are given something, or write to something. */
    List<Compound> closedBy(ShellCommand command) {
        return closed.getOrDefault(command, List.of());
    }

    /** Whether a pipeline reads as a script what it is given from outside. */
    static boolean reads(List<ShellCommand> pipeline) {
        if (pipeline.isEmpty() || pipeline.getFirst().isFed()) {
            return false;
        }
        return pipeline.getFirst().readsInput()
                || (pipeline.getFirst().passesOn() && pipeline.stream().anyMatch(ShellCommand::readsInput));
    }
}
