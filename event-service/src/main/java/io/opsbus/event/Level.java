package io.opsbus.event;

import java.util.Optional;

/** How grave an event is (guide 4.1, field {@code level}). */
public enum Level {
    INFO,
    WARN,
    CRITICAL;

    /** The level with exactly this wire word; empty for any other word. */
    public static Optional<Level> parse(String word) {
        for (Level level : values()) {
            if (level.name().equals(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
