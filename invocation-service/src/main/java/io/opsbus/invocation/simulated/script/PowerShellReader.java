package io.opsbus.invocation.simulated.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes a PowerShell script apart, one statement after the other. */
final class PowerShellReader {
    private static final String ENDS = " \t\n;,|(){}\"'>&";

    private final String text;
    private final UnaryOperator<String> values;
    private int at;

    /**
     * At its beginning.
     *
     * @param values of variables, {@code env:NAME} too
     */
    PowerShellReader(String text, UnaryOperator<String> values) {
        this.text = text.replace("\r\n", "\n");
        this.values = values;
    }

    /**
     * A word.
     *
     * @param isBare no string: it may name a command, a variable that is set, or an operator
     */
    record Word(String text, boolean isBare) {}

    /**
     * A statement.
     *
     * @param isCompound it has a block, or is piped, called or calculated with: it is not read further
     */
    record Statement(List<Word> words, boolean isCompound) {}

    boolean hasNext() {
        return at < text.length();
    }

    Statement next() {
        List<Word> words = new ArrayList<>();
        boolean isCompound = false;
        while (hasNext()) {
            char c = text.charAt(at);
            if (c == '\n' || c == ';') {
                at++;
                break;
            }
            if (c == ' ' || c == '\t' || c == ',') {
                at++;
            } else if (c == '`' && text.startsWith("`\n", at)) {
                at += 2;
            } else if (c == '#') {
                skipTo("\n", 0);
            } else if (text.startsWith("<#", at)) {
                skipTo("#>", 2);
            } else if (c == '{' || c == '(') {
                isCompound = true;
                block();
            } else if (c == '|' || c == '>' || c == '&' || c == '}' || c == ')') {
                isCompound = true;
                at++;
            } else {
                words.add(word(words.isEmpty()));
            }
        }
        return new Statement(words, isCompound);
    }

    private void skipTo(String end, int more) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + more;
    }

    /** What stands between brackets, strings and comments aside. */
    private void block() {
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                String ignored = string(c);
            } else if (c == '#') {
                skipTo("\n", 0);
            } else {
                depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
                at++;
            }
        } while (depth > 0 && hasNext());
    }

    private Word word(boolean isFirst) {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return new Word(string(c), false);
        }
        if (text.startsWith("@\"\n", at) || text.startsWith("@'\n", at)) {
            return new Word(document(text.charAt(at + 1)), false);
        }
        if (c == '=') {
            at++;
            return new Word("=", true);
        }
        // a variable that is set may have no blank behind it
        String ends = isFirst && c == '$' ? ENDS + "=" : ENDS;
        int begin = at;
        do {
            at++;
        } while (hasNext() && ends.indexOf(text.charAt(at)) < 0);
        String bare = text.substring(begin, at);
        // the first may be set, what follows is read
        return new Word(isFirst && bare.startsWith("$") ? bare : expanded(bare), isFirst);
    }

    private String document(char quote) {
        int begin = at + 3;
        int end = text.indexOf("\n" + quote + "@", begin - 1);
        at = end < 0 ? text.length() : end + 3;
        String inside = end < begin ? "" : text.substring(begin, end);
        return quote == '"' ? expanded(inside) : inside;
    }

    private String string(char quote) {
        var inside = new StringBuilder();
        at++;
        while (hasNext()) {
            char c = text.charAt(at++);
            if (c == quote) {
                if (!hasNext() || text.charAt(at) != quote) {
                    break;
                }
                at++;
                inside.append(quote);
            } else if (quote == '"' && c == '`' && hasNext()) {
                inside.append(escaped(text.charAt(at++)));
            } else if (quote == '"' && c == '$') {
                inside.append(variable());
            } else {
                inside.append(c);
            }
        }
        return inside.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    /** Behind its {@code $}. */
    private String variable() {
        boolean isBraced = hasNext() && text.charAt(at) == '{';
        at += isBraced ? 1 : 0;
        int begin = at;
        while (hasNext() && (Character.isLetterOrDigit(text.charAt(at)) || "_:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String name = text.substring(begin, at);
        at += isBraced && hasNext() ? 1 : 0;
        return name.isEmpty() ? "$" : values.apply(name);
    }

    private String expanded(String bare) {
        var inside = new StringBuilder();
        var reader = new PowerShellReader(bare, values);
        while (reader.hasNext()) {
            char c = reader.text.charAt(reader.at++);
            if (c == '$') {
                inside.append(reader.variable());
            } else {
                inside.append(c);
            }
        }
        return inside.toString();
    }
}
