package io.opsbus.invocation.query;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.StatusWord;
import java.util.List;
import java.util.Optional;

/** Which invocations of a scope: every criterion must hold. */
public record InvocationFilter(Kind kind, List<Criterion> criteria) {
    /** What they do. */
    public enum Kind {
        RUN,
        FILE
    }

    public InvocationFilter {
        criteria = List.copyOf(criteria);
    }

    /** One thing an invocation must be. */
    public sealed interface Criterion {}

    /** Its id is this text. */
    public record WithId(String id) implements Criterion {}

    /** It runs the command with this id. */
    public record OfCommand(String id) implements Criterion {}

    /** The command, or the file, is called so. */
    public record Named(String name) implements Criterion {}

    /** The command has this type. */
    public record OfType(String word) implements Criterion {}

    /** It has a task on this instance. */
    public record OnInstance(InstanceId id) implements Criterion {}

    /** As it was told last, which may be a moment ago. */
    public record WithStatus(StatusWord word) implements Criterion {}

    public record WithMode(String word) implements Criterion {}

    /** Whether it has a timetable. */
    public record IsPeriodic(boolean yes) implements Criterion {}

    public record InResourceGroup(String group) implements Criterion {}

    /** It has the tag; with any value if none is given. */
    public record Tagged(String key, Optional<String> value) implements Criterion {}

    /** Nothing is so. */
    public record Nothing() implements Criterion {}
}
