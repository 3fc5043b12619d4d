package io.opsbus.invocation.passing.powershell;

import io.opsbus.invocation.passing.rereading.Findings;
import io.opsbus.invocation.passing.rereading.Marked;
import io.opsbus.invocation.passing.rereading.ReadAgain;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A PowerShell script, command by command: which parameters are given to one that reads what it is given as a script. A command is
 * given what stands in it and in its parentheses, and what the commands before it in its pipeline are given.
 *
 * <pre>
 *   "a {{x}}" | iex               of one statement: iex has x
 *   Write-Host "{{x}} $(cmd /c ver)"   cmd has nothing
 * </pre>
 */
public final class PowerShellText {
    /** Scripts in scripts; what is deeper counts as read. */
    private static final int DEEPEST = 8;

    private static final String BLANKS = " \t\r\f";
    private static final List<String> PIPED = List.of("$_", "$psitem", "$input", "$args");

    private final String script;
    private final Findings findings;
    private final int depth;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private Scope scope = new Scope('\0', "");
    private int at;

    private PowerShellText(String script, Findings findings, int depth) {
        this.script = script;
        this.findings = findings;
        this.depth = depth;
    }

    /** The parameters that a script has read again. */
    public static ReadAgain of(byte[] script) {
        Marked marked = Marked.of(script);
        var findings = new Findings();
        new PowerShellText(marked.text(), findings, 0).read();
        return findings.named(marked);
    }

    private void read() {
        while (at < script.length() && findings.goesOn()) {
            findings.step(1);
            step(script.charAt(at));
        }
        while (!scopes.isEmpty() && findings.goesOn()) {
            close();
        }
        statement();
    }

    private void step(char next) {
        if (BLANKS.indexOf(next) >= 0) {
            scope.command().endWord();
            at++;
            return;
        }
        char last = scope.last(next);
        switch (next) {
            case '`' -> escape();
            case '\'' -> singleQuoted("'", at + 1);
            case '"' -> {
                scope.command().quote();
                at++;
                text("\"");
            }
            case '@' -> at();
            case '#' -> comment();
            case '(' -> open(')', "");
            case '{' -> open('}', "");
            case ')', '}' -> closed(next);
            case ';' -> {
                at++;
                statement();
            }
            case '\n' -> line(last);
            case '|' -> bar();
            case '&' -> ampersand(last);
            case '=' -> equalsSign();
            default -> plain(next);
        }
    }

    private boolean isAt(String text) {
        return script.startsWith(text, at);
    }

    private char peek() {
        return at + 1 < script.length() ? script.charAt(at + 1) : '\n';
    }

    private void escape() {
        if (peek() != '\n' && peek() != '\r') {
            scope.command().add(Marked.isOne(peek()) ? '$' : peek(), false);
        }
        at += script.startsWith("\r\n", at + 1) ? 3 : 2;
    }

    private void plain(char next) {
        PowerShellCommand command = scope.command();
        boolean calls = " \t\"'$({".indexOf(peek()) >= 0 || Marked.isOne(peek());
        if (next == '.' && command.isEmpty() && calls) {
            command.call();
            at++;
        } else if (isAt("${")) {
            int end = script.indexOf('}', at);
            int behind = end < 0 ? script.length() : end + 1;
            findings.step(behind - at);
            script.substring(at, behind).chars().forEach(each -> character((char) each, false));
            at = behind;
        } else if (isAt("<#")) {
            at = behind("#>", at + 2);
        } else {
            character(next, false);
            at++;
        }
    }

    private void character(char next, boolean quoted) {
        boolean isPiped =
                next == '$' && PIPED.stream().anyMatch(each -> script.regionMatches(true, at, each, 0, each.length()));
        scope.character(next, quoted, isPiped);
    }

    private int behind(String quote, int from) {
        int end = script.indexOf(quote, from);
        int behind = end < 0 ? script.length() : end + quote.length();
        findings.step(behind - Math.min(from, behind));
        return behind;
    }

    private void singleQuoted(String end, int from) {
        scope.command().quote();
        int behind = behind(end, from);
        int to = script.startsWith(end, behind - end.length()) ? behind - end.length() : behind;
        String inner = script.substring(Math.min(from, to), to);
        inner.chars().forEach(each -> scope.command().add(Marked.isOne((char) each) ? '$' : (char) each, true));
        scope.quoted(inner);
        at = behind;
    }

    /** Between double quotes, in which {@code $(} has commands. */
    private void text(String end) {
        while (at < script.length() && findings.goesOn() && !isAt(end)) {
            findings.step(1);
            char next = script.charAt(at);
            if (isAt("$(")) {
                at++;
                open(')', end);
                return;
            }
            if (next == '`') {
                scope.command().add(Marked.isOne(peek()) ? '$' : peek(), true);
                at += 2;
            } else {
                character(next, true);
                at++;
            }
        }
        at += end.length();
    }

    /** {@code @"…"@} and {@code @'…'@}, whose ends begin a line; {@code @(} and <code>@{</code>. */
    private void at() {
        if (isAt("@'\n") || isAt("@'\r")) {
            singleQuoted("\n'@", at + 2);
        } else if (isAt("@\"\n") || isAt("@\"\r")) {
            scope.command().quote();
            at += 2;
            text("\n\"@");
        } else if (isAt("@{")) {
            at++;
            // what is in a table is given as it is to whatever has the table
            open(']', "");
        } else {
            character('@', false);
            at++;
        }
    }

    private void comment() {
        if (scope.command().isWordBegun()) {
            plain('#');
        } else {
            int line = script.indexOf('\n', at);
            at = line < 0 ? script.length() : line;
        }
    }

    /** @param end {@code ]} for the brace of a table */
    private void open(char end, String quote) {
        if (end == '}') {
            scope.command().block();
        } else {
            scope.command().add('(', !quote.isEmpty());
        }
        scopes.push(scope);
        scope = new Scope(end, quote);
        at++;
    }

    private void closed(char next) {
        at++;
        char end = scope.end() == ']' ? '}' : scope.end();
        if (end == next) {
            close();
        } else {
            scope.command().endWord();
        }
    }

    private void close() {
        statement();
        Scope inner = scope;
        scope = scopes.pop();
        findings.step(inner.size());
        if (scope.take(inner)) {
            statement();
        }
        if (!inner.quote().isEmpty()) {
            text(inner.quote());
        }
    }

    /** A line may go on: behind a pipe, a comma or an operator, and before a pipe. */
    private void line(char last) {
        at++;
        int next = at;
        while (next < script.length() && (BLANKS.indexOf(script.charAt(next)) >= 0)) {
            next++;
        }
        findings.step(next - at);
        scope.command().endWord();
        if ("|,=+(".indexOf(last) < 0 && !script.startsWith("|", next)) {
            statement();
        }
    }

    private void bar() {
        if (isAt("||")) {
            at += 2;
            statement();
        } else {
            at++;
            judge();
        }
    }

    private void ampersand(char last) {
        if (isAt("&&")) {
            at += 2;
            statement();
        } else if (last == '>') {
            plain('&');
        } else {
            at++;
            if (!scope.command().isEmpty()) {
                statement();
            }
            scope.command().call();
        }
    }

    private void equalsSign() {
        if (!scope.command().isSet()) {
            plain('=');
        } else {
            at++;
        }
    }

    private void statement() {
        judge();
        scope.endStatement();
    }

    /** A command has ended. */
    private void judge() {
        for (String each : scope.endCommand(findings)) {
            if (depth < DEEPEST) {
                new PowerShellText(each, findings, depth + 1).read();
            } else {
                findings.script(Marked.in(each));
            }
        }
    }
}
