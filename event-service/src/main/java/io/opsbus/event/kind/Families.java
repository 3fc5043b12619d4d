package io.opsbus.event.kind;

import java.util.Set;

/**
 * The instance families without system events (guide 3.1 使用限制): 已停售的实例规格族.
 *
 * @param excluded family names as in {@code ecs.<family>.<size>}
 */
public record Families(Set<String> excluded) {
    /** The ones the guide names. */
    public static final Families GUIDE = new Families(
            Set.of("sn2", "sn1", "t1", "s1", "s2", "s3", "m1", "m2", "c1", "c2", "c4", "ce4", "cm4", "n1", "n2", "e3"));

    /** Keeps its own copy. */
    public Families {
        excluded = Set.copyOf(excluded);
    }

    /**
     * Whether instances of this type have system events.
     *
     * @param instanceType for example {@code ecs.g6.large}; a type of another form (a managed machine) is of no family
     */
    public boolean haveEvents(String instanceType) {
        String[] parts = instanceType.split("\\.", -1);
        return parts.length != 3 || !parts[0].equals("ecs") || !excluded.contains(parts[1]);
    }
}
