package io.opsbus.invocation.work;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Bytes of a script or a file. They show nowhere by themselves: they may hold secrets. */
public final class Content {
    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Content of(byte[] bytes) {
        return new Content(bytes.clone());
    }

    /** Of Base64, whose line ends are passed over; empty when it is none. */
    public static Optional<Content> ofBase64(String text) {
        try {
            return Optional.of(new Content(
                    Base64.getDecoder().decode(text.replace("\r", "").replace("\n", ""))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Of plain text. */
    public static Content ofText(String text) {
        return new Content(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Bytes of its Base64 form, which is what limits speak of. */
    public int encodedLength() {
        return (bytes.length + 2) / 3 * 4;
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Plain text; what is not UTF-8 is replaced. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Content[" + bytes.length + " bytes]";
    }
}
