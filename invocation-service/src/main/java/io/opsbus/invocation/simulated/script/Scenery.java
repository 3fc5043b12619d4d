package io.opsbus.invocation.simulated.script;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a script finds on its machine, and what the machine's owner wishes of every script on it.
 *
 * @param exitCode what scripts end with, whatever they say
 * @param output what scripts write, whatever they say
 */
public record Scenery(String hostName, Optional<Integer> exitCode, Optional<String> output) {
    /** A tag whose value is a whole number: how every script on the instance ends. */
    public static final String EXIT_CODE = "opsbus:exit-code";

    /** A tag whose value is what every script on the instance writes. */
    public static final String OUTPUT = "opsbus:output";

    /** Of an instance with these tags; a code that is no number counts as none. */
    public static Scenery of(String hostName, Map<String, String> tags) {
        return new Scenery(hostName, number(tags.get(EXIT_CODE)), Optional.ofNullable(tags.get(OUTPUT)));
    }

    private static Optional<Integer> number(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
