package io.opsbus.invocation.passing.rereading;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place in a shell script that has been read, and how words are read there: quotes, substitutions, expressions. */
final class WordReader {
    /** Deeper than anybody writes; what is, is not looked into, and counts as read again. */
    static final int DEEPEST = 16;

    private static final Pattern EXPANDED = Pattern.compile("[#!]?(\\w+|[@*#?$!-])?");

    final String script;
    private final Calculated variables;
    private final Findings findings;
    private final BiConsumer<Frame, Character> commands;
    private final BiConsumer<Word, Boolean> backquoted;
    private int depth;
    private boolean isBroken;
    /** Where the next character is. */
    int at;

    /**
     * At its beginning.
     *
     * @param commands reads commands up to a character, and behind it
     * @param backquoted reads those between backticks, of a word, in double quotes or not
     */
    WordReader(
            String script,
            Calculated variables,
            Findings findings,
            int depth,
            BiConsumer<Frame, Character> commands,
            BiConsumer<Word, Boolean> backquoted) {
        this.script = script;
        this.variables = variables;
        this.findings = findings;
        this.depth = depth;
        this.commands = commands;
        this.backquoted = backquoted;
    }

    int depth() {
        return depth;
    }

    void leave() {
        depth--;
    }

    /** Something was not closed: no shell reads it so. */
    boolean isBroken() {
        return isBroken;
    }

    void broken(boolean so) {
        isBroken |= so;
    }

    boolean isOver() {
        return at >= script.length();
    }

    boolean isAt(String text) {
        return script.startsWith(text, at);
    }

    char peek(int ahead) {
        return at + ahead < script.length() ? script.charAt(at + ahead) : '\0';
    }

    /** Goes deeper; false when that is too deep. */
    boolean enter() {
        depth++;
        if (depth <= DEEPEST && findings.goesOn()) {
            return true;
        }
        Set<Character> rest = Marked.in(script.substring(Math.min(at, script.length())));
        findings.script(rest);
        findings.numbers(rest);
        at = script.length();
        return false;
    }

    /** Behind what closes something; it is not read as it is meant if it is not closed. */
    void closed(boolean awaited) {
        isBroken |= awaited && at >= script.length();
        at++;
    }

    void nested(Word word, Frame.Kind kind, char end) {
        var frame = new Frame(kind);
        word.nested(frame);
        commands.accept(frame, end);
    }

    /** Of a word outside of quotes. */
    void part(Word word, char next) {
        switch (next) {
            case '\\' -> {
                escaped(word, peek(1));
                at += 2;
            }
            case '\'' -> singleQuoted(word, false);
            case '"' -> doubleQuoted(word);
            default -> value(word, next, false);
        }
    }

    private static void escaped(Word word, char next) {
        if (Marked.isOne(next)) {
            word.escaped(next);
        } else if (next != '\n' && next != '\0') {
            word.plain(next);
        }
    }

    /** What is read alike within double quotes and outside. */
    private void value(Word word, char next, boolean quoted) {
        switch (next) {
            case '`' -> {
                backquoted.accept(word, quoted);
            }
            case '$' -> dollar(word, quoted);
            default -> {
                at++;
                if (Marked.isOne(next)) {
                    word.placeholder(next, quoted);
                } else {
                    word.plain(next);
                }
            }
        }
    }

    private void dollar(Word word, boolean quoted) {
        if (isAt("$((") && calculated(3, word)) {
            return;
        }
        at++;
        switch (peek(0)) {
            case '(' -> {
                at++;
                nested(word, Frame.Kind.SUBSTITUTED, ')');
            }
            case '{' -> {
                at++;
                word.plain('$');
                expanded(word, quoted);
            }
            case '[' -> {
                word.plain(Word.HOLE);
                numbers(at + 1, Calculated.close(script, at, 0, '[', ']'));
            }
            case '\'' -> {
                if (quoted) {
                    word.plain('$');
                } else {
                    singleQuoted(word, true);
                }
            }
            default -> word.plain('$');
        }
    }

    /** An expression, if it is closed as one; if not, what is in it counts, and is read as commands too. */
    boolean calculated(int begin, Word word) {
        int end = Calculated.end(script, at + begin, false);
        findings.step((end < 0 ? script.length() : end) - at);
        if (end >= 0 && script.startsWith("))", end - 2)) {
            word.plain(Word.HOLE);
            expression(word, end);
            return true;
        }
        if (end >= 0
                && script.substring(at, end).indexOf('\\') < 0
                && Calculated.end(script, at + begin, true) == end) {
            // commands that begin with a subshell, in every shell
            return false;
        }
        int newline = script.indexOf('\n', at);
        int line = newline < 0 ? script.length() : newline;
        findings.step(line - at);
        findings.numbers(Marked.in(script.substring(at, line)));
        return false;
    }

    /** Up to its end; commands in it count by what they write. */
    private void expression(Word word, int end) {
        int from = at;
        while (at < end) {
            if (isAt("$(") && !isAt("$((")) {
                findings.numbers(Marked.in(script.substring(from, at)));
                at += 2;
                var frame = new Frame(Frame.Kind.CALCULATED);
                word.nested(frame);
                commands.accept(frame, ')');
                findings.calculated(frame);
                from = at;
            } else {
                at++;
            }
        }
        numbers(Math.min(from, end), end);
        at = Math.max(from, end);
    }

    private void numbers(int from, int to) {
        findings.numbers(Marked.in(script.substring(from, to)));
        at = to;
    }

    /** Behind the brace of a variable that is expanded; subscripts, offsets and lengths are calculated. */
    private void expanded(Word word, boolean quoted) {
        Matcher name = EXPANDED.matcher(script).region(at, script.length());
        boolean ignored = name.lookingAt();
        at = name.end();
        if (name.group(1) != null && word.text().equals("$")) {
            // perhaps the name of a program
            name.group(1).chars().forEach(each -> word.plain((char) each));
        }
        if (peek(0) == '[') {
            int end = Calculated.close(script, at, 0, '[', ']');
            boolean keyed = name.group(1) != null && variables.keyed().contains(name.group(1));
            findings.subscript(keyed, Marked.in(script.substring(at, end)));
            at = end;
        }
        if (peek(0) == ':' && "-=?+".indexOf(peek(1)) < 0) {
            numbers(at - 1, Calculated.close(script, at, 1, '{', '}'));
            return;
        }
        if (name.group(1) != null && variables.numbers().contains(name.group(1)) && (isAt(":=") || isAt("="))) {
            findings.numbers(Marked.in(script.substring(at, Calculated.close(script, at, 1, '{', '}'))));
        }
        rest(word, quoted, "/#%^,".indexOf(peek(0)) >= 0);
    }

    /** @param pattern single quotes are special in patterns, between double quotes too */
    private void rest(Word word, boolean quoted, boolean pattern) {
        if (enter()) {
            while (at < script.length() && peek(0) != '}') {
                if (quoted && pattern && peek(0) == '\'') {
                    singleQuoted(word, false);
                } else if (quoted && peek(0) != '\\' && peek(0) != '"') {
                    value(word, peek(0), true);
                } else {
                    part(word, peek(0));
                }
            }
            closed(true);
        }
        depth--;
    }

    private void singleQuoted(Word word, boolean escapes) {
        int end = at + 1;
        while (end < script.length() && script.charAt(end) != '\'') {
            end += escapes && script.charAt(end) == '\\' ? 2 : 1;
        }
        word.quoted(script.substring(Math.min(at + 1, script.length()), Math.min(end, script.length())), true);
        at = end;
        closed(true);
    }

    private void doubleQuoted(Word word) {
        at++;
        word.begin();
        if (enter()) {
            quotedText(word, '"');
            closed(true);
        }
        depth--;
    }

    /** Text in which values are put; what is escaped in it is for whoever reads it next. */
    void quotedText(Word word, char end) {
        var inner = new StringBuilder();
        while (at < script.length() && (end == '\0' || peek(0) != end)) {
            char next = peek(0);
            int from = at;
            if (next == '\\') {
                boolean special = "$`\"\\\n".indexOf(peek(1)) >= 0 || Marked.isOne(peek(1));
                inner.append(special ? "" : "\\").append(peek(1));
                escaped(word, Marked.isOne(peek(1)) ? '$' : peek(1));
                at += 2;
            } else {
                value(word, next, true);
                boolean isPut = Marked.isOne(next) || ("`$".indexOf(next) >= 0 && at > from + 1);
                inner.append(isPut ? Word.HOLE : next);
            }
        }
        if (!Marked.in(inner).isEmpty()) {
            word.quoted(inner.toString(), false);
        }
    }
}
