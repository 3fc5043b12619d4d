package io.opsbus.rpc.declare;

import java.util.Collection;
import java.util.Map;

/** How the reference page writes a default; empty where there is nothing to write. */
final class Spelling {
    private Spelling() {}

    static String usual(Object value) {
        return switch (value) {
            case Enum<?> constant ->
                throw new IllegalArgumentException(
                        constant + " is no word of the wire: say it with spelled or or(…, …)");
            case Collection<?> several when several.isEmpty() -> "";
            case Map<?, ?> several when several.isEmpty() -> "";
            default -> value.toString();
        };
    }
}
