package io.opsbus.schemas.serde;

import io.opsbus.schemas.notifier.Delivery;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;

/** One delivery, and records on the wire that our serializer would never write. */
final class Deliveries {
    private Deliveries() {}

    static Delivery delivery() {
        return Delivery.newBuilder()
                .setDeliveryId("dl-1")
                .setSubscriptionId("sub-1")
                .setSubscriptionVersion(3)
                .setTargetId("tg-1")
                .setAccountId("169070")
                .setEventId("2256A988")
                .setEventName("Instance:StateChange")
                .setRoutedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setBody(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    static byte[] wire(SchemaRegistry registry, Schema schema, GenericRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5)
                .putInt(1, registry.register("foreign", schema))
                .array());
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        return bytes.toByteArray();
    }
}
