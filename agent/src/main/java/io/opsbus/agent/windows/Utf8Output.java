package io.opsbus.agent.windows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Output of programs, some of which write the console's code page and some UTF-8, as UTF-8. Each line is looked at alone: one that is
 * UTF-8 stays, any other is of the code page. What is no line yet is told as far as its letters are whole.
 *
 * <p>Not thread-safe; one run has one.
 */
public final class Utf8Output {
    /** From here on a character has three bytes in UTF-8: two letters of a code page may look like one of two bytes, hardly like these. */
    private static final char THREE_BYTES = 0x800;

    private final Charset codePage;
    private final boolean hasLettersOfTwoBytes;
    private final BiConsumer<byte[], Integer> into;
    private byte[] held = new byte[0];

    /**
     * Of one run.
     *
     * @param codePage UTF-8: all passes as it is
     * @param into takes bytes, and how many of them count
     */
    public Utf8Output(Charset codePage, BiConsumer<byte[], Integer> into) {
        this.codePage = codePage;
        this.hasLettersOfTwoBytes = codePage.newEncoder().maxBytesPerChar() > 1;
        this.into = into;
    }

    /** Takes what was written. */
    public void write(byte[] bytes, int length) {
        if (codePage.equals(StandardCharsets.UTF_8)) {
            into.accept(bytes, length);
            return;
        }
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, 0, all, held.length, length);
        int from = 0;
        for (int at = held.length; at < all.length; at++) {
            if (all[at] == '\n') {
                tell(ByteBuffer.wrap(all, from, at + 1 - from), true);
                from = at + 1;
            }
        }
        ByteBuffer begun = ByteBuffer.wrap(all, from, all.length - from);
        tell(begun, false);
        held = Arrays.copyOfRange(all, begun.position(), all.length);
    }

    /** No more comes: a letter that was not whole is told as what it is not. */
    public void end() {
        tell(ByteBuffer.wrap(held), true);
        held = new byte[0];
    }

    private void tell(ByteBuffer line, boolean whole) {
        if (!line.hasRemaining()) {
            return;
        }
        byte[] bytes;
        int utf8 = utf8(line, whole);
        if (utf8 >= 0) {
            bytes = new byte[utf8];
            line.get(bytes);
        } else {
            CharsetDecoder decoder = codePage.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            CharBuffer text = CharBuffer.allocate(room(decoder, line));
            decoder.decode(line, text, whole);
            bytes = text.flip().toString().getBytes(StandardCharsets.UTF_8);
        }
        into.accept(bytes, bytes.length);
    }

    /** How many of its bytes are whole characters of UTF-8; negative when it is none. */
    private int utf8(ByteBuffer line, boolean whole) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(room(decoder, line));
        ByteBuffer read = line.duplicate();
        boolean isOne = !decoder.decode(read, text, whole).isError();
        text.flip();
        if (!isOne || (hasLettersOfTwoBytes && isDoubtful(text))) {
            return -1;
        }
        return read.position() - line.position();
    }

    private static boolean isDoubtful(CharBuffer text) {
        return text.chars().anyMatch(letter -> letter > 0x7F)
                && text.chars().noneMatch(letter -> letter >= THREE_BYTES);
    }

    private static int room(CharsetDecoder decoder, ByteBuffer line) {
        return (int) Math.ceil(line.remaining() * (double) decoder.maxCharsPerByte()) + 2;
    }
}
