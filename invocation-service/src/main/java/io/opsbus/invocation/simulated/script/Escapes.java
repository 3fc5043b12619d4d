package io.opsbus.invocation.simulated.script;

import java.util.List;

/** Escapes as {@code echo -e} and {@code printf} read them, and formats. */
final class Escapes {
    private static final int OCTAL = 8;
    private static final int LONGEST = 64 * 1024;

    private Escapes() {}

    /** The text without its escapes. */
    static String of(String text) {
        var plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                plain.append(c);
                continue;
            }
            char next = text.charAt(at++);
            switch (next) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case 'a' -> plain.append('\u0007');
                case '\\', '"', '\'' -> plain.append(next);
                case '0' -> {
                    int value = 0;
                    int end = Math.min(text.length(), at + 3);
                    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
                        value = value * OCTAL + text.charAt(at++) - '0';
                    }
                    plain.append((char) (value & 0xff));
                }
                default -> plain.append(c).append(next);
            }
        }
        return plain.toString();
    }

    /** A format with its words, again and again while there are words. */
    static String formatted(String format, List<String> words) {
        var all = new StringBuilder();
        int used = 0;
        do {
            int before = used;
            used = once(format, words, used, all);
            if (used == before) {
                break;
            }
        } while (used < words.size() && all.length() < LONGEST);
        return all.toString();
    }

    private static int once(String format, List<String> words, int from, StringBuilder all) {
        int used = from;
        int at = 0;
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0 || percent == format.length() - 1) {
                all.append(of(format.substring(at)));
                return used;
            }
            all.append(of(format.substring(at, percent)));
            int kind = percent + 1;
            while (kind < format.length() - 1 && "-+ #0123456789.".indexOf(format.charAt(kind)) >= 0) {
                kind++;
            }
            at = kind + 1;
            char letter = format.charAt(kind);
            if (letter == '%') {
                all.append('%');
                continue;
            }
            String word = used < words.size() ? words.get(used) : letter == 's' || letter == 'b' ? "" : "0";
            used++;
            all.append(letter == 'b' ? of(word) : word);
        }
        return used;
    }
}
