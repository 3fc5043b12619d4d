package io.opsbus.instance.provider;

/** How many more machines of a type a zone has. */
public sealed interface Stock {
    /** As many as anybody asks for. */
    record Plenty() implements Stock {}

    /**
     * So many now; another may take them first.
     *
     * @param count 0 or more
     */
    record Left(int count) implements Stock {}

    /** Whether there is any. */
    default boolean any() {
        return switch (this) {
            case Plenty _ -> true;
            case Left(int count) -> count > 0;
        };
    }
}
