package io.opsbus.invocation.passing.rereading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One word of a command of a shell script, being read: what the command gets, as far as the script says it. */
final class Word {
    /** Stands for what is put there when the script runs: the output of a command, an array. */
    static final char HOLE = '\0';

    private final StringBuilder text = new StringBuilder();
    private final List<Frame> nested = new ArrayList<>();
    private final List<String> quoted = new ArrayList<>();
    private final Set<Character> escaped = new HashSet<>();
    private boolean begun;
    private boolean splits;

    /** Its text without quotes, placeholders in it; what is between single quotes has none. */
    String text() {
        return text.toString();
    }

    boolean isBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    void plain(char character) {
        begun = true;
        text.append(character);
    }

    /**
     * A placeholder.
     *
     * @param quoted whether the shell leaves its value one word
     */
    void placeholder(char placeholder, boolean quoted) {
        begun = true;
        splits |= !quoted;
        text.append(placeholder);
    }

    /** What stands between single quotes, or behind backslashes: perhaps a script of its own. */
    void quoted(String script, boolean shown) {
        begun = true;
        quoted.add(script);
        if (shown) {
            script.chars().forEach(each -> text.append(Marked.isOne((char) each) ? '$' : (char) each));
        }
    }

    void escaped(char placeholder) {
        begun = true;
        escaped.add(placeholder);
        text.append('$');
    }

    void nested(Frame frame) {
        begun = true;
        nested.add(frame);
        text.append(HOLE);
    }

    List<String> scripts() {
        return quoted;
    }

    List<Frame> frames() {
        return nested;
    }

    Set<Character> escaped() {
        return escaped;
    }

    /** Whether it may become several words, as the value has it. */
    boolean splits() {
        return splits && !direct().isEmpty();
    }

    /** The placeholders whose values are in it. */
    Set<Character> direct() {
        return Marked.in(text);
    }

    /** Those too whose values commands in it get. */
    Set<Character> placeholders() {
        Set<Character> all = direct();
        nested.stream()
                // what comes of an expression is a number
                .filter(frame -> frame.kind() != Frame.Kind.CALCULATED)
                .forEach(frame -> all.addAll(frame.placeholders()));
        return all;
    }

    /** Those of the output of commands too, but none of arrays. */
    Set<Character> substituted() {
        Set<Character> all = direct();
        nested.stream()
                .filter(frame -> frame.kind() != Frame.Kind.ARRAY)
                .forEach(frame -> all.addAll(frame.placeholders()));
        return all;
    }

    /** Those too that stand between single quotes. */
    Set<Character> literal() {
        Set<Character> all = placeholders();
        quoted.forEach(script -> all.addAll(Marked.in(script)));
        all.addAll(escaped);
        return all;
    }

    /** Those that whoever reads it next finds as variables: between single quotes, or behind backslashes. */
    Set<Character> unread() {
        Set<Character> all = new HashSet<>(escaped);
        quoted.forEach(script -> all.addAll(Marked.in(script)));
        return all;
    }

    /** Whether its first character is of a value. */
    boolean beginsWithValue() {
        return !text.isEmpty() && Marked.isOne(text.charAt(0));
    }

    /** The placeholders in subscripts of it. */
    Set<Character> subscripts() {
        Set<Character> found = new HashSet<>();
        boolean isIn = false;
        for (int at = 1; at < text.length(); at++) {
            char next = text.charAt(at);
            if (isIn && Marked.isOne(next)) {
                found.add(next);
            }
            isIn = next == '[' ? isIn || isOfName(text.charAt(at - 1)) : isIn && next != ']';
        }
        return found;
    }

    private static boolean isOfName(char character) {
        return character == '_' || (character < 0x80 && Character.isLetterOrDigit(character));
    }

    /** Those of a part of it. */
    Set<Character> direct(int from, int to) {
        return Marked.in(text.substring(from, to));
    }
}
