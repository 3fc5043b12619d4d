/**
 * Every topic and every kind of record on the bus. {@link io.opsbus.schemas.Topics} declares the topics,
 * {@link io.opsbus.schemas.EventFamily} the event families, {@link io.opsbus.schemas.EventNames} the event names of the
 * guide. The records themselves are generated from {@code src/main/avro}. Codecs live in {@code json} (the guide's
 * form) and {@code serde} (the Confluent wire format).
 */
@NullMarked
package io.opsbus.schemas;

import org.jspecify.annotations.NullMarked;
