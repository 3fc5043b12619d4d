/**
 * Durable decisions: load, decide, save state and outbox in one transaction, relay to Kafka, dedupe on the way in.
 *
 * <p>This package is the vocabulary and depends on nothing but the JDK; {@code postgres} is the real ledger, {@code memory}
 * its fakes, {@code relay} carries facts to Kafka, {@code timer} brings due timers back.
 */
@NullMarked
package io.opsbus.ledger;

import org.jspecify.annotations.NullMarked;
