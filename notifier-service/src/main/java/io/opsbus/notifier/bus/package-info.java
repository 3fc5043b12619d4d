/** Kafka in and out: Avro to domain and back, the router's batches, the deliverer's batches, attempts and dead letters. */
@NullMarked
package io.opsbus.notifier.bus;

import org.jspecify.annotations.NullMarked;
