package io.opsbus.rpc.reply;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A reply before it is written: the same tree renders as JSON and as XML. */
public sealed interface Tree {
    record Text(String value) implements Tree {}

    record Whole(long value) implements Tree {}

    record Decimal(BigDecimal value) implements Tree {}

    record Flag(boolean value) implements Tree {}

    /** Named values in the order given. */
    record Fields(SequencedMap<String, Tree> values) implements Tree {
        public Fields {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }

        /** This and one more field, last. */
        public Fields with(String name, Tree value) {
            SequencedMap<String, Tree> more = new LinkedHashMap<>(values);
            more.put(name, value);
            return new Fields(more);
        }

        public Fields with(String name, String value) {
            return with(name, new Text(value));
        }

        public Fields with(String name, long value) {
            return with(name, new Whole(value));
        }

        public Fields with(String name, boolean value) {
            return with(name, new Flag(value));
        }
    }

    /**
     * A list the way ECS and CMS wrap it: {@code "Commands":{"Command":[…]}}, in XML one inner element each. A bare array
     * in its place breaks official SDKs.
     */
    record Wrapped(String element, List<Tree> items) implements Tree {
        public Wrapped {
            items = List.copyOf(items);
        }
    }

    /** A list the way OOS has it: a bare array; in XML the field's element repeated (ASSUMED, no sample known). */
    record Bare(List<Tree> items) implements Tree {
        public Bare {
            items = List.copyOf(items);
        }
    }

    /** No fields yet. */
    static Fields fields() {
        return new Fields(new LinkedHashMap<>());
    }
}
