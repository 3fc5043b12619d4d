package io.opsbus.ledger.relay;

import io.opsbus.ledger.OutboxRecord;
import java.util.concurrent.CompletableFuture;

/** Where facts go. One thread sends. */
public interface FactSink extends AutoCloseable {

    /**
     * Hands a record over. Records of one topic and key are stored in the order they were handed over.
     *
     * @return completes when the record is stored so that no single failure loses it (acks=all); fails when it was not
     *     stored by this call, and may already have failed on return. Until the sink is back it may stay open without end.
     */
    CompletableFuture<?> send(OutboxRecord record);

    /** Gives up what is not acknowledged yet; its rows are still in the outbox. */
    @Override
    void close();
}
