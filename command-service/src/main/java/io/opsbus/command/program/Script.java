package io.opsbus.command.program;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A script, byte for byte as its author sent it. Its text shows nowhere by itself: it may hold secrets. */
public final class Script {
    private final byte[] bytes;

    private Script(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Script of(byte[] bytes) {
        return new Script(bytes.clone());
    }

    /**
     * Reads content. Line ends within Base64 are passed over, as {@code base64} writes them; blanks are not: they are what is
     * left of a {@code +} that a client did not encode, and the script would be another one.
     *
     * @return empty when it is not Base64 and should be
     */
    public static Optional<Script> decode(String content, Encoding encoding) {
        if (encoding == Encoding.PLAIN_TEXT) {
            return Optional.of(new Script(content.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            String joined = content.replace("\r", "").replace("\n", "");
            return Optional.of(new Script(Base64.getDecoder().decode(joined)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Bytes of its Base64 form, which is what limits speak of. */
    public int encodedLength() {
        return (bytes.length + 2) / 3 * 4;
    }

    /** Its content as a client gets it; plain text replaces what is not UTF-8. */
    public String content(Encoding encoding) {
        return switch (encoding) {
            case PLAIN_TEXT -> new String(bytes, StandardCharsets.UTF_8);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
        };
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Script that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Script[" + bytes.length + " bytes]";
    }
}
