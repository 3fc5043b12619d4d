package io.opsbus.notifier.targets;

import java.util.Map;

/**
 * A stored target that cannot be read back: its secrets were sealed with another master key, or a rule has become stricter since. What is
 * owed to it waits until it can be read again or is given anew.
 *
 * @param why for people
 */
public record Unusable(Kind kind, String why) implements Target {
    @Override
    public Rate rate() {
        return Rate.FREE;
    }

    @Override
    public Map<String, Object> form() {
        return Map.of("type", kind.word());
    }
}
