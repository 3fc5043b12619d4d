/**
 * What an ECS event must look like before it may enter the bus, and the decision to take it in.
 *
 * <p>Pure: values in, values out. No JSON, no Avro, no Kafka, no clock: those live in the rooms {@code rpc}, {@code bus},
 * {@code store} and {@code wiring}.
 */
@NullMarked
package io.opsbus.event;

import org.jspecify.annotations.NullMarked;
