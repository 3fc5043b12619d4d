package io.opsbus.command.query;

import io.opsbus.command.CommandId;
import io.opsbus.command.program.CommandType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which commands of a scope; every criterion must hold, and none means all of the scope. */
public record CommandFilter(List<Criterion> criteria) {
    public static final CommandFilter ALL = new CommandFilter(List.of());

    public CommandFilter {
        criteria = List.copyOf(criteria);
    }

    /** This and one more. */
    public CommandFilter and(Criterion more) {
        var all = new ArrayList<>(criteria);
        all.add(more);
        return new CommandFilter(all);
    }

    /** One thing a command must be. */
    public sealed interface Criterion {}

    public record WithId(CommandId id) implements Criterion {}

    public record Named(NamePattern name) implements Criterion {}

    public record Described(NamePattern description) implements Criterion {}

    public record OfType(CommandType type) implements Criterion {}

    public record InResourceGroup(String group) implements Criterion {}

    /** Has the tag; with any value if {@code value} is null. */
    public record Tagged(String key, @Nullable String value) implements Criterion {}

    /** Nothing is so: for a criterion only what this service does not have could meet. */
    public record Nothing() implements Criterion {}
}
