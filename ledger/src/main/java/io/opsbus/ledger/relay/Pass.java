package io.opsbus.ledger.relay;

import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One pass over the outbox: read and send, wait for the acknowledgements, delete what was acknowledged. */
final class Pass {

    private record Sent(Outbox.Row row, CompletableFuture<?> ack) {}

    private final List<Sent> sent;

    private Pass(List<Sent> sent) {
        this.sent = sent;
    }

    static Pass begin(Outbox.Turn turn, FactSink sink, int max, World world) throws SQLException {
        var rows = turn.read(max);
        world.faults().at(Step.RELAY_READ);
        var sent = new ArrayList<Sent>(rows.size());
        for (Outbox.Row row : rows) {
            var ack = sink.send(row.record());
            sent.add(new Sent(row, ack));
            if (ack.isCompletedExceptionally()) {
                break; // a later record of the same key must not overtake this one
            }
        }
        if (!sent.isEmpty()) {
            world.faults().at(Step.RELAY_SENT);
        }
        return new Pass(sent);
    }

    boolean empty() {
        return sent.isEmpty();
    }

    int size() {
        return sent.size();
    }

    /** Completes, never exceptionally, when every record sent is acknowledged or has failed. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(sent.stream()
                .map(one -> one.ack().handle((stored, failure) -> null))
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Deletes acknowledged rows, except those behind a failed one of the same key: they go again, after it.
     *
     * @return the first failure
     */
    Optional<Throwable> finish(Outbox.Turn turn, World world) throws SQLException {
        var stuck = new HashSet<List<String>>();
        var done = new ArrayList<Outbox.Row>(sent.size());
        Optional<Throwable> failure = Optional.empty();
        for (Sent one : sent) {
            var key = List.of(one.row().record().topic(), one.row().record().key());
            if (one.ack().state() != CompletableFuture.State.SUCCESS) {
                stuck.add(key);
                failure = failure.or(() -> Optional.of(reason(one.ack())));
            } else if (!stuck.contains(key)) {
                done.add(one.row());
            }
        }
        if (!done.isEmpty()) {
            world.faults().at(Step.RELAY_ACKED);
            turn.delete(done);
            world.faults().at(Step.RELAY_DELETED);
        }
        return failure;
    }

    private static Throwable reason(CompletableFuture<?> ack) {
        return ack.state() == CompletableFuture.State.FAILED
                ? ack.exceptionNow()
                : new IllegalStateException("not acknowledged yet");
    }
}
