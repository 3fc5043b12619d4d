package io.opsbus.rpc.reply;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A reply before it is written: the same tree renders as JSON and as XML. */
public sealed interface Tree {
    record Text(String value) implements Tree {}

    record Whole(long value) implements Tree {}

    record Decimal(BigDecimal value) implements Tree {}

    record Flag(boolean value) implements Tree {}

    /** Named values in the order given. */
    final class Fields implements Tree {
        private static final Fields NONE = new Fields(new LinkedHashMap<>());

        private final SequencedMap<String, Tree> values;

        private Fields(SequencedMap<String, Tree> values) {
            this.values = Collections.unmodifiableSequencedMap(values);
        }

        public SequencedMap<String, Tree> values() {
            return values;
        }

        /** This and one more field, last; it copies, so make large ones with {@link Tree#build}. */
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

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Fields fields && fields.values.equals(values);
        }

        @Override
        public int hashCode() {
            return values.hashCode();
        }

        @Override
        public String toString() {
            return "Fields" + values;
        }
    }

    /** Fields being put together; each name once. Not for use by several threads. */
    final class Builder {
        private final SequencedMap<String, Tree> values = new LinkedHashMap<>();
        private boolean isEnded;

        private Builder() {}

        public Builder put(String name, Tree value) {
            if (isEnded || values.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is put twice, or after the end");
            }
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new Text(value));
        }

        public Builder put(String name, long value) {
            return put(name, new Whole(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new Flag(value));
        }

        /** {@code "name":{"element":[…]}}. */
        public Builder put(String name, String element, List<? extends Tree> items) {
            return put(name, new Wrapped(element, List.copyOf(items)));
        }

        /** {@code "name":{"element":["text",…]}}. */
        public Builder texts(String name, String element, Collection<String> texts) {
            return put(name, element, texts.stream().map(Text::new).toList());
        }

        public Fields end() {
            isEnded = true;
            return new Fields(values);
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

    /**
     * A list the way OOS has it: a bare array. In XML an element of its own with one inner element of the same name each: {@code
     * aliyun-java-sdk-core} takes only an element whose children all have one name for a list (the name is ASSUMED).
     */
    record Bare(List<Tree> items) implements Tree {
        public Bare {
            items = List.copyOf(items);
        }
    }

    /** No fields yet. */
    static Fields fields() {
        return Fields.NONE;
    }

    /** Fields to be put one after another. */
    static Builder build() {
        return new Builder();
    }
}
