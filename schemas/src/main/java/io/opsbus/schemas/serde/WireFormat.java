package io.opsbus.schemas.serde;

/** Confluent's wire format: byte 0, the schema id as a big-endian int32, then Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER = 5;

    private WireFormat() {}

    static String subject(String topic, boolean key) {
        return topic + (key ? "-key" : "-value");
    }
}
