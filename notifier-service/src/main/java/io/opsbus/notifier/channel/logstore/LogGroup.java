package io.opsbus.notifier.channel.logstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * The protocol buffer PutLogs takes (help.aliyun.com, "Data encoding method"): {@code LogGroup {1: Log…, 3: Topic, 4: Source}}, {@code Log
 * {1: Time, 2: Content…}}, {@code Content {1: Key, 2: Value}}.
 */
final class LogGroup {
    private static final int BYTES = 2;
    private static final int VARINT = 0;

    private LogGroup() {}

    static byte[] of(long seconds, Map<String, String> contents, String topic, String source) {
        var log = new ByteArrayOutputStream();
        log.write(1 << 3 | VARINT);
        number(log, seconds);
        contents.forEach((key, value) -> {
            var content = new ByteArrayOutputStream();
            bytes(content, 1, key.getBytes(UTF_8));
            bytes(content, 2, value.getBytes(UTF_8));
            bytes(log, 2, content.toByteArray());
        });
        var group = new ByteArrayOutputStream();
        bytes(group, 1, log.toByteArray());
        bytes(group, 3, topic.getBytes(UTF_8));
        bytes(group, 4, source.getBytes(UTF_8));
        return group.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        out.write(field << 3 | BYTES);
        number(out, value.length);
        out.writeBytes(value);
    }

    private static void number(ByteArrayOutputStream out, long value) {
        var left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
