package io.opsbus.instance.lifecycle;

import io.opsbus.instance.InstanceId;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The durable timers of an instance; each has one of a kind. */
public enum Alarm {
    /** An operation was asked for and nothing was heard. */
    WATCHDOG("watchdog"),
    /** It releases itself, or its reclaimed capacity is due. */
    RELEASE("release"),
    /** It could not be created, and its system event ends (guide 3.3). */
    CREATION_FAILURE_ENDS("creation-failed"),
    /** A duty waits for another operation to end. */
    DUTY("duty");

    /** After this long without an answer the provider is asked again. */
    public static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    /** After this long without an answer an operation counts as failed; a release is asked for until it is done. */
    public static final Duration GIVE_UP = Duration.ofMinutes(15);

    /** How far ahead a preemption is announced (guide 4.2). */
    public static final Duration PREEMPTION_NOTICE = Duration.ofMinutes(5);

    /** How long the system event of a failed creation executes (guide 3.3). */
    public static final Duration CREATION_FAILURE = Duration.ofMinutes(5);

    private final String word;

    Alarm(String word) {
        this.word = word;
    }

    Timer.Set at(InstanceId id, Instant dueAt) {
        return new Timer.Set(key(id), dueAt, id.text() + "/" + word);
    }

    Timer.Cancel cancel(InstanceId id) {
        return new Timer.Cancel(key(id));
    }

    private String key(InstanceId id) {
        return id.text() + "/" + word;
    }

    /**
     * A timer that came due.
     *
     * @param id whose it is
     */
    public record Rung(InstanceId id, Alarm alarm) {}

    /** Reads a timer's payload; empty for another kind of timer. */
    public static Optional<Rung> read(String payload) {
        int slash = payload.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String word = payload.substring(slash + 1);
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word))
                .findFirst()
                .map(alarm -> new Rung(new InstanceId(payload.substring(0, slash)), alarm));
    }
}
