package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A text as the short messages that carry it (3GPP 23.040 9.2.3.24.1): 160 characters of the GSM alphabet or 70 of UCS-2 in one, 153 or 67
 * in each of several, which a header numbers. What the GSM alphabet has in its extension table alone counts two.
 *
 * @param ucs2 whether the bytes are UCS-2; otherwise GSM 03.38 (3GPP 23.038 6.2.1), a byte each
 * @param parts what each message carries, header included
 */
record SmsParts(boolean ucs2, List<byte[]> parts) {
    /** A message of more parts is not read but scrolled through. */
    private static final int MOST_PARTS = 10;

    private static final int GSM_ONE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS2_ONE = 70;
    private static final int UCS2_PART = 67;
    private static final byte ESCAPE = 0x1B;

    /** 3GPP 23.038 6.2.1 in the order of its codes; the escape stands for itself, and is no character of a text. */
    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** 3GPP 23.038 6.2.1.1: what follows the escape. */
    private static final Map<Character, Byte> EXTENSION = Map.of(
            '^', (byte) 0x14,
            '{', (byte) 0x28,
            '}', (byte) 0x29,
            '\\', (byte) 0x2F,
            '[', (byte) 0x3C,
            '~', (byte) 0x3D,
            ']', (byte) 0x3E,
            '|', (byte) 0x40,
            '€', (byte) 0x65);

    boolean several() {
        return parts.size() > 1;
    }

    /** @param reference tells the parts of one text from those of another, 0 to 255 */
    static SmsParts of(String text, int reference) {
        var ucs2 = !text.chars().allMatch(SmsParts::isGsm);
        var whole = ucs2 ? text.getBytes(UTF_16BE) : gsm(text);
        if (whole.length <= (ucs2 ? 2 * UCS2_ONE : GSM_ONE)) {
            return new SmsParts(ucs2, List.of(whole));
        }
        var bodies = ucs2 ? cutUcs2(text) : cutGsm(whole);
        var parts = new ArrayList<byte[]>();
        for (var i = 0; i < bodies.size(); i++) {
            var body = bodies.get(i);
            var part = new byte[6 + body.length];
            // header of 5 bytes: element 0 (concatenation, 8-bit reference) of 3 bytes
            part[0] = 5;
            part[1] = 0;
            part[2] = 3;
            part[3] = (byte) reference;
            part[4] = (byte) bodies.size();
            part[5] = (byte) (i + 1);
            System.arraycopy(body, 0, part, 6, body.length);
            parts.add(part);
        }
        return new SmsParts(ucs2, List.copyOf(parts));
    }

    /** Whether all of a text is carried. */
    static boolean holds(String text) {
        var carried = of(text, 0);
        var header = carried.several() ? 6 : 0;
        var bytes =
                carried.parts.stream().mapToInt(part -> part.length - header).sum();
        return bytes == (carried.ucs2 ? text.getBytes(UTF_16BE) : gsm(text)).length;
    }

    private static boolean isGsm(int c) {
        return c != ESCAPE && (GSM.indexOf(c) >= 0 || EXTENSION.containsKey((char) c));
    }

    private static byte[] gsm(String text) {
        var bytes = new ByteArrayOutputStream(text.length() + 8);
        text.chars().forEach(c -> {
            var extended = EXTENSION.get((char) c);
            if (extended == null) {
                bytes.write(GSM.indexOf(c));
            } else {
                bytes.write(ESCAPE);
                bytes.write(extended);
            }
        });
        return bytes.toByteArray();
    }

    /** No escape is torn from what it escapes; what is beyond the last part is left out. */
    private static List<byte[]> cutGsm(byte[] whole) {
        var pieces = new ArrayList<byte[]>();
        for (var from = 0; from < whole.length && pieces.size() < MOST_PARTS; ) {
            var to = Math.min(whole.length, from + GSM_PART);
            to -= to < whole.length && whole[to - 1] == ESCAPE ? 1 : 0;
            pieces.add(Arrays.copyOfRange(whole, from, to));
            from = to;
        }
        return pieces;
    }

    /** No pair of surrogates is torn apart; what is beyond the last part is left out. */
    private static List<byte[]> cutUcs2(String text) {
        var pieces = new ArrayList<byte[]>();
        for (var from = 0; from < text.length() && pieces.size() < MOST_PARTS; ) {
            var to = Math.min(text.length(), from + UCS2_PART);
            to -= to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
            pieces.add(text.substring(from, to).getBytes(UTF_16BE));
            from = to;
        }
        return pieces;
    }
}
