package io.opsbus.agent.windows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A script as the programs of Windows read it: lines end with CRLF, and letters are of the code page they expect. Pure. */
public final class ScriptFile {
    private static final String QUIET = "@echo off\r\n";
    private static final String IN_UTF_8 = "@chcp 65001 >nul\r\n";
    private static final String MARK = "\uFEFF";

    private ScriptFile() {}

    /**
     * Of a batch file. {@code cmd} reads it in the console's code page; a script with letters that page lacks stays UTF-8, and
     * changes the page. A script that is no UTF-8 is taken to be of the page already.
     */
    public static byte[] batch(byte[] script, Charset codePage) {
        Optional<String> text = text(script);
        if (text.isEmpty()) {
            return joined(QUIET, lines(script));
        }
        String lines = lines(text.get());
        return encoded(lines, codePage)
                .map(bytes -> joined(QUIET, bytes))
                .orElseGet(() -> joined(QUIET + IN_UTF_8, lines.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of PowerShell. The one that comes with Windows reads UTF-8 only behind its mark. */
    public static byte[] powerShell(byte[] script) {
        return text(script)
                .map(text -> {
                    byte[] bytes = lines(text).getBytes(StandardCharsets.UTF_8);
                    return bytes.length == lines(text).length() ? bytes : joined(MARK, bytes);
                })
                .orElseGet(() -> lines(script));
    }

    /** Without its mark; empty when it is no UTF-8. */
    private static Optional<String> text(byte[] script) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(script))
                    .toString();
            return Optional.of(text.startsWith(MARK) ? text.substring(MARK.length()) : text);
        } catch (CharacterCodingException another) {
            return Optional.empty();
        }
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** No code page has a line feed as the second byte of a letter. */
    private static byte[] lines(byte[] script) {
        var lines = new ByteArrayOutputStream(script.length + 64);
        byte before = 0;
        for (byte each : script) {
            if (each == '\n' && before != '\r') {
                lines.write('\r');
            }
            lines.write(each);
            before = each;
        }
        return lines.toByteArray();
    }

    private static Optional<byte[]> encoded(String text, Charset codePage) {
        try {
            ByteBuffer encoded = codePage.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return Optional.of(bytes);
        } catch (CharacterCodingException lacksLetters) {
            return Optional.empty();
        }
    }

    private static byte[] joined(String before, byte[] bytes) {
        byte[] first = before.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + bytes.length);
        System.arraycopy(bytes, 0, all, first.length, bytes.length);
        return all;
    }
}
