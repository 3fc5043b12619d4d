package io.opsbus.agent.wire;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the server is told again what it did not take.
 *
 * @param pauses between the attempts; all of them together are how long
 * @param waiting how a pause is spent
 */
public record Patience(List<Duration> pauses, Waiting waiting) {
    /** The official agent gives up after 6 s and the result is lost; this one tries for a quarter of an hour. */
    public static final Patience USUAL = new Patience(
            Stream.concat(
                            Stream.of(1, 2, 2, 5, 10).map(Duration::ofSeconds),
                            Stream.generate(() -> Duration.ofSeconds(30)).limit(30))
                    .toList(),
            (closed, pause) -> closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));

    /** One attempt, and no more. */
    public static final Patience NONE = new Patience(List.of(), USUAL.waiting());

    /** Spends a pause. */
    @FunctionalInterface
    public interface Waiting {
        /** Returns when the time is over, or at once and with true when what waits is closed. */
        boolean isClosedWithin(CountDownLatch closed, Duration pause) throws InterruptedException;
    }

    public Patience {
        pauses = List.copyOf(pauses);
    }

    /** All of it. */
    Duration total() {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** Before the attempt after this one, counted from zero. */
    Duration pause(int attempt) {
        return pauses.get(Math.min(attempt, pauses.size() - 1));
    }
}
