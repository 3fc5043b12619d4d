package io.opsbus.instance.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a preemptible instance was bought; {@link #NONE} is not one.
 *
 * @param priceLimit an hour; 0 without a limit
 * @param protectedHours 0 or 1
 * @param releaseAt when it goes, once that is announced
 */
public record Spot(
        Strategy strategy,
        double priceLimit,
        int protectedHours,
        Interruption interruption,
        @Nullable Instant releaseAt) {
    public static final Spot NONE = new Spot(Strategy.NO_SPOT, 0, 0, Interruption.TERMINATE, null);

    public Spot releasedAt(Instant at) {
        return new Spot(strategy, priceLimit, protectedHours, interruption, at);
    }

    public boolean preemptible() {
        return strategy != Strategy.NO_SPOT;
    }

    /** {@code SpotStrategy}. */
    public enum Strategy {
        NO_SPOT("NoSpot"),
        WITH_PRICE_LIMIT("SpotWithPriceLimit"),
        AS_PRICE_GO("SpotAsPriceGo");

        private final String word;

        Strategy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** {@code SpotInterruptionBehavior}. */
    public enum Interruption {
        TERMINATE("Terminate"),
        STOP("Stop");

        private final String word;

        Interruption(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
