package io.opsbus.instance.provider.simulated;

import io.opsbus.instance.OperationId;
import java.time.Duration;

/** What chance has in store for an operation: the same for the same seed and operation. */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FIRST_MIX = 0xBF58476D1CE4E5B9L;
    private static final long SECOND_MIX = 0x94D049BB133111EBL;
    private static final double UNIT = 0x1.0p-53;

    private final Conditions conditions;

    Dice(Conditions conditions) {
        this.conditions = conditions;
    }

    enum Fate {
        DONE,
        FAILED,
        /** Done, but nobody hears of it. */
        LOST
    }

    Duration latency(OperationId operation) {
        long range = conditions.slowest().minus(conditions.quickest()).toNanos();
        return conditions.quickest().plusNanos((long) (range * draw(operation, 1)));
    }

    Fate fate(OperationId operation) {
        double drawn = draw(operation, 2);
        if (drawn < conditions.failing()) {
            return Fate.FAILED;
        }
        return drawn < conditions.failing() + conditions.lost() ? Fate.LOST : Fate.DONE;
    }

    /** 0 to 1, by SplitMix64. */
    private double draw(OperationId operation, int which) {
        long z = conditions.seed() + GOLDEN * which;
        for (int i = 0; i < operation.text().length(); i++) {
            z = z * 31 + operation.text().charAt(i);
        }
        z += GOLDEN;
        z = (z ^ (z >>> 30)) * FIRST_MIX;
        z = (z ^ (z >>> 27)) * SECOND_MIX;
        return ((z ^ (z >>> 31)) >>> 11) * UNIT;
    }
}
