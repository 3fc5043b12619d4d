package io.opsbus.testkit;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Where a test's randomness comes from: the system property {@code opsbus.seed}, or a fresh seed. The seed is printed in
 * the moment it is taken, so a red test can be run again exactly: {@code -Dopsbus.seed=...}.
 */
public final class Seeds {
    private Seeds() {}

    /**
     * The seed of one test.
     *
     * @param test what is printed beside it
     */
    @SuppressWarnings("SystemOut") // the test report is where it is looked for
    public static long take(String test) {
        Long fixed = Long.getLong("opsbus.seed");
        long seed = fixed == null ? new SecureRandom().nextLong() : fixed;
        System.out.println(test + ": -Dopsbus.seed=" + seed);
        return seed;
    }

    /** A source of random numbers from {@link #take}; split it for threads. */
    public static SplittableRandom random(String test) {
        return new SplittableRandom(take(test));
    }
}
