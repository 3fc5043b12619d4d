/** From the outbox to Kafka: in order per key, at least once. The ports are {@link Outbox} and {@link FactSink}. */
@NullMarked
package io.opsbus.ledger.relay;

import org.jspecify.annotations.NullMarked;
