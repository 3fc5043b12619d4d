package io.opsbus.invocation.passing.rereading;

import io.opsbus.parameters.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A script, a byte a character, in which each placeholder is one character that stands nowhere else: its name's number, behind the
 * last that a byte can be.
 *
 * @param names in lower case, by number
 */
public record Marked(String text, List<String> names) {
    private static final int FIRST = 0x100;
    /** More names than a script can have; those behind it are taken for one. */
    private static final int MOST = 0xf000;

    /** A script with placeholders in it. */
    public static Marked of(byte[] script) {
        List<String> names = new ArrayList<>();
        var text = new StringBuilder();
        int from = 0;
        for (Placeholders.Placeholder one : Placeholders.in(script)) {
            String name = one.name().toLowerCase(Locale.ROOT);
            if (!names.contains(name)) {
                names.add(name);
            }
            text.append(new String(script, from, one.from() - from, StandardCharsets.ISO_8859_1));
            text.append((char) (FIRST + Math.min(names.indexOf(name), MOST)));
            from = one.to();
        }
        text.append(new String(script, from, script.length - from, StandardCharsets.ISO_8859_1));
        return new Marked(text.toString(), List.copyOf(names));
    }

    /** Whether a character stands for one. */
    public static boolean isOne(char character) {
        return character >= FIRST;
    }

    /** The placeholders of a part, as they stand in it. */
    public static Set<Character> in(CharSequence part) {
        Set<Character> found = new HashSet<>();
        for (int at = 0; at < part.length(); at++) {
            if (isOne(part.charAt(at))) {
                found.add(part.charAt(at));
            }
        }
        return found;
    }

    /** What they are called. */
    Set<String> called(Set<Character> placeholders) {
        return placeholders.stream().map(each -> names.get(each - FIRST)).collect(Collectors.toSet());
    }
}
