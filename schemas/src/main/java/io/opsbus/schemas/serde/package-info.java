/** Kafka serializer and deserializer for Avro in the Confluent wire format (byte 0, int32 schema id, Avro binary). */
@NullMarked
package io.opsbus.schemas.serde;

import org.jspecify.annotations.NullMarked;
