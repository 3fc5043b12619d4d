package io.opsbus.benchmarks.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one HTTP/1.1 connection that are not yet a whole request. */
final class RequestBuffer {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[8 * 1024];
    private int filled;

    /** Told of each whole request; the array may be changed after the call. */
    interface Reader {
        /**
         * Takes one request.
         *
         * @param path offset of the path in {@code bytes}
         * @param body offset of the body
         * @param end offset behind the body
         */
        void request(byte[] bytes, int path, int body, int end);
    }

    /** Takes what was received and hands over every request that is whole now. */
    void take(ByteBuffer received, Reader reader) {
        int more = received.remaining();
        if (filled + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, filled + more));
        }
        received.get(bytes, filled, more);
        filled += more;
        int begin = 0;
        int end = requestEnd(begin, reader);
        while (end > 0) {
            begin = end;
            end = requestEnd(begin, reader);
        }
        if (begin > 0) {
            System.arraycopy(bytes, begin, bytes, 0, filled - begin);
            filled -= begin;
        }
    }

    /** Hands over the request at {@code begin} and returns where it ends; 0 when it is not whole. */
    private int requestEnd(int begin, Reader reader) {
        int length = 0;
        int line = begin;
        for (int i = begin; i < filled; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i - line <= 1) {
                int body = i + 1;
                if (body + length > filled) {
                    return 0;
                }
                reader.request(bytes, pathOf(begin), body, body + length);
                return body + length;
            }
            if (isLength(line)) {
                length = number(line + LENGTH.length);
            }
            line = i + 1;
        }
        return 0;
    }

    private int pathOf(int begin) {
        int i = begin;
        while (bytes[i] != ' ') {
            i++;
        }
        return i + 1;
    }

    private boolean isLength(int line) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[line + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int number(int at) {
        int i = at;
        while (bytes[i] == ' ') {
            i++;
        }
        int value = 0;
        while (bytes[i] >= '0' && bytes[i] <= '9') {
            value = value * 10 + bytes[i++] - '0';
        }
        return value;
    }
}
