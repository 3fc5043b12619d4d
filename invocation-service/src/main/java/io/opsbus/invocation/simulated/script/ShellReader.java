package io.opsbus.invocation.simulated.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Takes a shell script apart, one simple command after the other: quotes, variables, here documents and redirections. */
final class ShellReader {
    private static final Set<String> NOWHERE_ELSE = Set.of("&1", "&2", "/dev/stdout", "/dev/stderr", "/dev/tty");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", Pattern.DOTALL);

    private final String text;
    private final UnaryOperator<String> values;
    private final Deque<String> documents = new ArrayDeque<>();
    private int at;

    /**
     * At its beginning.
     *
     * @param values of variables, and {@code ?}; of commands in {@code $(…)}
     */
    ShellReader(String text, UnaryOperator<String> values) {
        this.text = text.replace("\\\r\n", "").replace("\\\n", "").replace("\r\n", "\n");
        this.values = values;
    }

    /**
     * A word.
     *
     * @param isBare nothing of it was quoted: it may be a word of the language
     * @param isAssignment its name is not quoted
     */
    record Word(String text, boolean isBare, boolean isAssignment) {}

    /**
     * A command, or a parenthesis.
     *
     * @param elsewhere what it writes goes to a file
     * @param end what follows: {@code ;}, {@code &&}, {@code ||}, {@code |}, {@code &} or a parenthesis
     */
    record Simple(List<Word> words, boolean elsewhere, String end) {
        String first() {
            return words.isEmpty() || !words.getFirst().isBare()
                    ? ""
                    : words.getFirst().text();
        }
    }

    boolean hasNext() {
        return at < text.length();
    }

    Simple next() {
        List<Word> words = new ArrayList<>();
        boolean elsewhere = false;
        while (hasNext()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '#') {
                comment();
            } else if (c == '<' || c == '>' || isNumberedRedirection() || text.startsWith("&>", at)) {
                elsewhere |= redirection();
            } else if (isEnd(c)) {
                return new Simple(words, elsewhere, end(c));
            } else {
                words.add(word());
            }
        }
        return new Simple(words, elsewhere, ";");
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' || c == ')';
    }

    private String end(char c) {
        at++;
        if (c == '\n') {
            skipDocuments();
            return ";";
        }
        boolean isDouble = hasNext() && text.charAt(at) == c && c != '(' && c != ')';
        if (isDouble) {
            at++;
        }
        return switch (c) {
            case '&' -> isDouble ? "&&" : "&";
            case '|' -> isDouble ? "||" : "|";
            case '(' -> "(";
            case ')' -> ")";
            default -> ";";
        };
    }

    private void comment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private boolean isNumberedRedirection() {
        return Character.isDigit(text.charAt(at))
                && at + 1 < text.length()
                && (text.charAt(at + 1) == '>' || text.charAt(at + 1) == '<');
    }

    /** Whether what is written goes elsewhere by it. */
    private boolean redirection() {
        boolean isOutput = text.charAt(at) != '2';
        if (text.charAt(at) == '&' || Character.isDigit(text.charAt(at))) {
            at++;
        }
        int begin = at;
        while (hasNext() && "<>|".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String operator = text.substring(begin, at);
        boolean isStripped = operator.equals("<<") && hasNext() && text.charAt(at) == '-';
        boolean isSame = hasNext() && text.charAt(at) == '&';
        at += isStripped || isSame ? 1 : 0;
        while (hasNext() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        String target = (isSame ? "&" : "") + (hasNext() && !isEnd(text.charAt(at)) ? word().text() : "");
        if (operator.equals("<<")) {
            documents.add(target);
        }
        return operator.startsWith(">") && isOutput && !NOWHERE_ELSE.contains(target);
    }

    /** What stands in a here document is read by nobody here. */
    private void skipDocuments() {
        while (!documents.isEmpty()) {
            String last = documents.poll();
            boolean isOver = false;
            while (!isOver && hasNext()) {
                int end = text.indexOf('\n', at);
                String line = text.substring(at, end < 0 ? text.length() : end);
                at = end < 0 ? text.length() : end + 1;
                isOver = line.strip().equals(last);
            }
        }
    }

    private Word word() {
        var word = new StringBuilder();
        int begin = at;
        boolean isBare = true;
        while (hasNext()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '<' || c == '>' || isEnd(c)) {
                break;
            }
            at++;
            switch (c) {
                case '\'' -> {
                    isBare = false;
                    word.append(until('\''));
                }
                case '"' -> {
                    isBare = false;
                    quoted(word);
                }
                case '\\' -> {
                    isBare = false;
                    word.append(hasNext() ? text.substring(at, ++at) : "");
                }
                case '$', '`' -> {
                    isBare = false;
                    word.append(expanded(c));
                }
                default -> word.append(c);
            }
        }
        boolean isAssignment = ASSIGNMENT.matcher(text.substring(begin, at)).matches();
        return new Word(word.toString(), isBare, isAssignment);
    }

    private String until(char end) {
        int found = text.indexOf(end, at);
        String part = text.substring(at, found < 0 ? text.length() : found);
        at = found < 0 ? text.length() : found + 1;
        return part;
    }

    private void quoted(StringBuilder word) {
        while (hasNext()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && hasNext() && "\"\\$`".indexOf(text.charAt(at)) >= 0) {
                word.append(text.charAt(at++));
            } else if (c == '$' || c == '`') {
                word.append(expanded(c));
            } else {
                word.append(c);
            }
        }
    }

    private String expanded(char c) {
        if (c == '`') {
            return values.apply("(" + until('`').strip());
        }
        if (!hasNext()) {
            return "$";
        }
        char next = text.charAt(at);
        if (next == '(') {
            return values.apply("(" + inParentheses().strip());
        }
        if (next == '{') {
            at++;
            return named(until('}'));
        }
        if (next == '\'') {
            at++;
            return Escapes.of(until('\''));
        }
        if ("?#@*$!-".indexOf(next) >= 0 || Character.isDigit(next)) {
            at++;
            return values.apply(String.valueOf(next));
        }
        int begin = at;
        while (hasNext() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at == begin ? "$" : values.apply(text.substring(begin, at));
    }

    /** {@code NAME}, or {@code NAME:-what it is when it has no value}. */
    private String named(String inside) {
        int end = 0;
        while (end < inside.length() && (Character.isLetterOrDigit(inside.charAt(end)) || inside.charAt(end) == '_')) {
            end++;
        }
        String value = values.apply(inside.substring(0, end));
        boolean hasOther = inside.startsWith(":-", end) || inside.startsWith("-", end);
        return value.isEmpty() && hasOther ? inside.substring(inside.indexOf('-', end) + 1) : value;
    }

    private String inParentheses() {
        int begin = ++at;
        int depth = 1;
        while (hasNext() && depth > 0) {
            char c = text.charAt(at++);
            if (c == '\'') {
                String ignored = until('\'');
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
        }
        return text.substring(begin, depth == 0 ? at - 1 : at);
    }
}
