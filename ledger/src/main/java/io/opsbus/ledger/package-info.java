/** Durable decisions: load, decide, save state and outbox in one transaction, relay to Kafka, dedupe on the way in. */
@NullMarked
package io.opsbus.ledger;

import org.jspecify.annotations.NullMarked;
