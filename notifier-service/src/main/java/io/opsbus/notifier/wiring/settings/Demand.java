package io.opsbus.notifier.wiring.settings;

/** Refuses settings that cannot work, by the name of their key. */
public final class Demand {
    private Demand() {}

    /**
     * Demands one thing.
     *
     * @throws IllegalArgumentException naming the key when it does not hold
     */
    public static void that(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
