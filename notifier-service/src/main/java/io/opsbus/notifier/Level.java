package io.opsbus.notifier;

import java.util.Optional;

/** An event's level (guide 4.1): INFO a message, WARN a warning, CRITICAL severe. */
public enum Level {
    CRITICAL,
    WARN,
    INFO;

    /** The level with this wire word; empty for any other word, lower case included. */
    public static Optional<Level> of(String word) {
        return switch (word) {
            case "CRITICAL" -> Optional.of(CRITICAL);
            case "WARN" -> Optional.of(WARN);
            case "INFO" -> Optional.of(INFO);
            default -> Optional.empty();
        };
    }
}
