package io.opsbus.invocation.fleet;

import java.time.Duration;

/**
 * How often others hear of agents: when one comes or goes, and now and then that it is still there; never of each heartbeat.
 *
 * @param silence after which an agent counts as gone
 * @param beat how often of one that beats without a websocket
 * @param still how often of one that is connected
 * @param most how many are told of at a time
 */
public record Tellings(Duration silence, Duration beat, Duration still, int most) {
    /** Looked at every 15 s: 33 records a second at most, however many agents come back together. */
    private static final int USUAL_MOST = 500;

    /** Refuses what cannot be. */
    public Tellings {
        boolean sound = silence.isPositive() && beat.isPositive() && still.isPositive() && most > 0;
        if (!sound) {
            throw new IllegalArgumentException(
                    "all are positive: " + silence + ", " + beat + ", " + still + ", " + most);
        }
    }

    /** The usual ones. */
    public static Tellings after(Duration silence) {
        return new Tellings(silence, Duration.ofMinutes(1), Duration.ofMinutes(10), USUAL_MOST);
    }
}
