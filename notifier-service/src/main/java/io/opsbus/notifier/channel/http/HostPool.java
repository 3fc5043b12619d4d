package io.opsbus.notifier.channel.http;

import io.opsbus.notifier.delivery.Outcome.Trouble;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The connections to one origin, and the exchanges that wait for one. Lives on one event loop. */
final class HostPool {
    private final Origin origin;
    private final WebLimits limits;
    private final Dialler dialler;
    private final Requests requests;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private int open;
    private int dialling;

    HostPool(Origin origin, WebLimits limits, Dialler dialler, Requests requests) {
        this.origin = origin;
        this.limits = limits;
        this.dialler = dialler;
        this.requests = requests;
    }

    Origin origin() {
        return origin;
    }

    Instant now() {
        return requests.now();
    }

    WebLimits limits() {
        return limits;
    }

    /** Sends on a kept connection, or waits for one. */
    void submit(Exchange exchange) {
        for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.usable()) {
                kept.start(exchange, requests);
                return;
            }
        }
        waiting.add(exchange);
        dial();
    }

    private void dial() {
        while (dialling < waiting.size() && open < limits.perHost()) {
            open++;
            dialling++;
            dialler.dial(this);
        }
    }

    /** A dial succeeded. */
    void connected(Connection connection) {
        dialling--;
        free(connection);
    }

    /** A dial failed: the exchange that has waited longest bears it, the others have dials of their own. */
    void notConnected(Trouble trouble) {
        dialling--;
        open--;
        var bearer = nextWaiting();
        if (bearer != null) {
            bearer.fail(trouble);
        }
        dial();
    }

    /** A connection can take the next exchange. */
    void free(Connection connection) {
        var next = nextWaiting();
        if (next == null) {
            idle.addFirst(connection);
        } else {
            connection.start(next, requests);
        }
    }

    /** An established connection is gone. */
    void closed(Connection connection) {
        open--;
        idle.remove(connection);
        dial();
    }

    private @Nullable Exchange nextWaiting() {
        var next = waiting.poll();
        while (next != null && next.over()) {
            next = waiting.poll();
        }
        return next;
    }

    /** Closes connections unused since before {@code oldest} (nanoTime); whether the pool is still of use. */
    boolean tidy(long oldest) {
        while (!idle.isEmpty() && idle.getLast().idleSince() - oldest < 0) {
            idle.removeLast().abandon();
        }
        return open > 0 || !waiting.isEmpty();
    }
}
