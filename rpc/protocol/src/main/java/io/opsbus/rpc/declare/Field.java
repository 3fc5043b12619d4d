package io.opsbus.rpc.declare;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the reference page, the gateway and generated tests know of a parameter.
 *
 * @param name on the wire, without index and without what stands around it
 * @param isRequired whether a request without it is refused
 * @param limits in words, such as {@code 2 to 128 characters}; empty when there are none
 * @param meaning one sentence; may be empty
 * @param resource the kind of resource its value names ({@code instance}, {@code disk} …); empty when it names none
 * @param fields of a struct; else empty
 */
public record Field(
        String name,
        Kind kind,
        boolean isRequired,
        String limits,
        String meaning,
        String resource,
        List<Field> fields) {
    public Field {
        fields = List.copyOf(fields);
    }

    /** Whether its value is the id of somebody's resource. */
    public boolean namesResource() {
        return !resource.isEmpty();
    }

    Field limits(String other) {
        return new Field(name, kind, isRequired, other, meaning, resource, fields);
    }

    Field meaning(String other) {
        return new Field(name, kind, isRequired, limits, other, resource, fields);
    }

    Field naming(String other) {
        return new Field(name, kind, isRequired, limits, meaning, other, List.of());
    }

    Field required() {
        return new Field(name, kind, true, limits, meaning, resource, fields);
    }

    /**
     * This and everything below it as patterns of wire names, a list's index written {@code N}: {@code Tag.N.Key}.
     *
     * @param prefix what stands in front, ending in a dot, or empty
     */
    public Stream<Placed> placed(String prefix) {
        String own = prefix + name + (kind == Kind.TEXT_LIST || kind == Kind.STRUCT_LIST ? ".N" : "");
        return fields.isEmpty()
                ? Stream.of(new Placed(own, this))
                : fields.stream().flatMap(field -> field.placed(own + "."));
    }

    /**
     * A field and where it stands.
     *
     * @param pattern its full name, indices written {@code N}
     */
    public record Placed(String pattern, Field field) {}
}
