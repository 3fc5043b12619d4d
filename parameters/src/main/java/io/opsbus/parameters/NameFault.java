package io.opsbus.parameters;

/** Why what stands between braces in a script is no parameter; what a caller hears for each is the services' matter. */
public sealed interface NameFault {
    /** {@code {{}}}, with nothing between the braces. */
    record Empty() implements NameFault {}

    /** Not of letters, digits, {@code _} and {@code -}, or a built-in that there is not. */
    record Bad(String name) implements NameFault {}

    /** The name is longer than this many bytes. */
    record TooLong(String name, int most) implements NameFault {}

    /** There are more custom parameters than this. */
    record TooMany(int most) implements NameFault {}
}
