package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as the short messages that carry it (3GPP 23.040 9.2.3.24.1): 160 characters of the GSM alphabet or 70 of UCS-2 in one, 153 or 67
 * in each of several, which a header numbers.
 *
 * @param ucs2 whether the bytes are UCS-2; otherwise GSM 03.38, of which only what equals ASCII is used
 * @param parts what each message carries, header included
 */
record SmsParts(boolean ucs2, List<byte[]> parts) {
    /** A message of more parts is not read but scrolled through. */
    private static final int MOST_PARTS = 10;

    private static final int GSM_ONE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS2_ONE = 70;
    private static final int UCS2_PART = 67;
    /** What is the same byte in GSM 03.38 and in ASCII. */
    private static final String SAME_IN_GSM =
            "\n\r !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    boolean several() {
        return parts.size() > 1;
    }

    /** @param reference tells the parts of one text from those of another, 0 to 255 */
    static SmsParts of(String text, int reference) {
        var ucs2 = !text.chars().allMatch(c -> SAME_IN_GSM.indexOf(c) >= 0);
        var charset = ucs2 ? UTF_16BE : US_ASCII;
        if (text.length() <= (ucs2 ? UCS2_ONE : GSM_ONE)) {
            return new SmsParts(ucs2, List.of(text.getBytes(charset)));
        }
        var pieces = cut(text, ucs2 ? UCS2_PART : GSM_PART);
        var parts = new ArrayList<byte[]>();
        for (var i = 0; i < pieces.size(); i++) {
            var body = pieces.get(i).getBytes(charset);
            var part = new byte[6 + body.length];
            // header of 5 bytes: element 0 (concatenation, 8-bit reference) of 3 bytes
            part[0] = 5;
            part[1] = 0;
            part[2] = 3;
            part[3] = (byte) reference;
            part[4] = (byte) pieces.size();
            part[5] = (byte) (i + 1);
            System.arraycopy(body, 0, part, 6, body.length);
            parts.add(part);
        }
        return new SmsParts(ucs2, List.copyOf(parts));
    }

    /** Pieces of at most {@code length} units, no pair of surrogates torn apart; what is beyond the last is left out. */
    private static List<String> cut(String text, int length) {
        var pieces = new ArrayList<String>();
        for (var from = 0; from < text.length() && pieces.size() < MOST_PARTS; ) {
            var to = Math.min(text.length(), from + length);
            to -= to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
