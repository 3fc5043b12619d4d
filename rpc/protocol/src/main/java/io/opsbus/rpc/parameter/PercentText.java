package io.opsbus.rpc.parameter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding over UTF-8 (RFC 3986), as signatures need it, and its strict inverse. */
public final class PercentText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentText() {}

    /** Every byte outside {@code A-Z a-z 0-9 - _ . ~} becomes {@code %XY}; a space becomes {@code %20}. */
    public static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return out.toString();
    }

    /**
     * The text behind {@code raw}, with {@code +} read as a space (form encoding; two official SDKs send it in queries).
     *
     * @return empty when a {@code %} is not followed by two hex digits or the bytes are not UTF-8
     */
    public static Optional<String> decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return Optional.of(raw.replace('+', ' '));
        }
        byte[] in = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int at = 0; at < in.length; at++) {
            if (in[at] == '%') {
                if (at + 2 >= in.length || !HexFormat.isHexDigit(in[at + 1]) || !HexFormat.isHexDigit(in[at + 2])) {
                    return Optional.empty();
                }
                out.write(HexFormat.fromHexDigit(in[at + 1]) << 4 | HexFormat.fromHexDigit(in[at + 2]));
                at += 2;
            } else {
                out.write(in[at] == '+' ? ' ' : in[at]);
            }
        }
        return utf8(out.toByteArray());
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_'
                || octet == '.'
                || octet == '~';
    }
}
