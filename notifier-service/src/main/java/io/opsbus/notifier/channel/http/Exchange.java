package io.opsbus.notifier.channel.http;

import io.opsbus.notifier.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/** One call on its way, from hand-over to its one end. Lives on one event loop. */
final class Exchange {
    private static final byte[] NOTHING = new byte[0];

    private final long deadline;
    private WebClient.@Nullable Call call;
    private @Nullable Connection connection;
    private boolean again;

    Exchange(WebClient.Call call, long deadline) {
        this.call = call;
        this.deadline = deadline;
    }

    /** By {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    boolean over() {
        return call == null;
    }

    /** The call; only while not over. */
    WebClient.Call call() {
        if (call == null) {
            throw new IllegalStateException("the exchange is over");
        }
        return call;
    }

    void on(Connection taken) {
        connection = taken;
    }

    /** Whether it may be sent once more: a kept connection can die at the very moment it is used again, and that is not the target's failure. */
    boolean mayGoAgain() {
        var first = !again && call != null;
        again = true;
        return first;
    }

    /** Ends the exchange; the body is let go of at once, although the deadline queue still holds this shell. */
    void end(Outcome outcome, byte[] head) {
        var ended = call;
        call = null;
        connection = null;
        if (ended != null) {
            ended.done().ended(outcome, head);
        }
    }

    /** Ends it without an answer. */
    void fail(Outcome.Trouble trouble) {
        end(new Outcome.Unanswered(trouble), NOTHING);
    }

    /** Ends it for being late; its connection is of no more use. */
    void expire() {
        var used = connection;
        if (used != null) {
            used.abandon();
        }
        fail(Outcome.Trouble.TIMEOUT);
    }
}
