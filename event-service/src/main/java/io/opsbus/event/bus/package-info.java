/** Kafka in and out: guide JSON and Avro to domain values and back. */
@NullMarked
package io.opsbus.event.bus;

import org.jspecify.annotations.NullMarked;
