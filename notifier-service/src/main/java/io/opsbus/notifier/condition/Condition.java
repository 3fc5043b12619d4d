package io.opsbus.notifier.condition;

import java.util.List;
import java.util.Locale;

/** A condition on an event's text; letters' case does not matter. */
public sealed interface Condition {
    /** Whether the event meets it. */
    boolean met(EventText text);

    /** No condition at all. */
    record Always() implements Condition {
        @Override
        public boolean met(EventText text) {
            return true;
        }
    }

    /** The word stands somewhere in the event. */
    record Holds(String word) implements Condition {
        public Holds {
            word = word.toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean met(EventText text) {
            return text.holds(word);
        }
    }

    /** The other is not met. */
    record Not(Condition other) implements Condition {
        @Override
        public boolean met(EventText text) {
            return !other.met(text);
        }
    }

    /** All of them are met. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean met(EventText text) {
            return parts.stream().allMatch(part -> part.met(text));
        }
    }

    /** At least one of them is met; of none, none is. */
    record Either(List<Condition> parts) implements Condition {
        public Either {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean met(EventText text) {
            return parts.stream().anyMatch(part -> part.met(text));
        }
    }

    /** Both; what asks nothing is left out. */
    default Condition and(Condition other) {
        if (this instanceof Always) {
            return other;
        }
        return other instanceof Always ? this : new All(List.of(this, other));
    }
}
