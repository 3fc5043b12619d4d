package io.opsbus.invocation.passing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which parameters of a shell script it has read again: by {@code eval}, {@code sh -c "…"} and the like, by a shell behind a here
 * document, as arithmetic. A value that came there as a variable would become a part of the script after all. Where the outer shell
 * does not read it, between single quotes, the inner one finds the variable in its environment, and reads no value as script either.
 *
 * <p>Finds more than there is rather than less; what a script does with a variable beyond that, or with a file, is its author's.
 */
final class Rereading {
    /** Deeper than anybody writes; what is, is not looked into, and counts as read again. */
    private static final int DEEPEST = 16;

    private final String script;
    private final Set<String> asScript = new HashSet<>();
    private final Set<String> asNumbers = new HashSet<>();
    private final Deque<ShellCommand> around = new ArrayDeque<>();
    private final Deque<HereDocument> awaited = new ArrayDeque<>();
    private int at;

    private Rereading(String script) {
        this.script = script;
    }

    static ReadAgain of(String script) {
        var reading = new Rereading(script);
        reading.around.push(ShellCommand.within(ShellCommand.End.OF_SCRIPT, 0));
        while (reading.at < script.length()) {
            reading.step();
        }
        return new ReadAgain(reading.asScript, reading.asNumbers);
    }

    private void step() {
        if (script.startsWith("{{", at) && script.indexOf("}}", at) > 0) {
            parameter();
        } else if (top().end() == ShellCommand.End.DOUBLE_QUOTE) {
            quoted(script.charAt(at));
        } else {
            command(script.charAt(at));
        }
    }

    private ShellCommand top() {
        return around.element();
    }

    private void parameter() {
        int close = script.indexOf("}}", at);
        String name = script.substring(at + 2, close).strip().toLowerCase(Locale.ROOT);
        boolean isDeep = around.size() > DEEPEST;
        if (isDeep || around.stream().anyMatch(each -> each.readsAgain(script, at))) {
            asScript.add(name);
        }
        if (isDeep || around.stream().anyMatch(each -> each.calculates(script, at))) {
            asNumbers.add(name);
        }
        at = close + 2;
    }

    private void quoted(char next) {
        switch (next) {
            case '\\' -> at += 2;
            case '"' -> pop();
            case '`' -> backtick();
            case '$' -> {
                at++;
                if (script.startsWith("(", at)) {
                    push(ShellCommand.End.PARENTHESIS);
                }
            }
            default -> at++;
        }
    }

    private void command(char next) {
        switch (next) {
            case '\\' -> at += 2;
            case '\'' -> singleQuoted();
            case '"' -> push(ShellCommand.End.DOUBLE_QUOTE);
            case '`' -> backtick();
            case '(' -> push(ShellCommand.End.PARENTHESIS);
            case ')' -> {
                if (top().end() == ShellCommand.End.PARENTHESIS) {
                    pop();
                } else {
                    // of a case
                    another();
                }
            }
            case '#' -> comment();
            case '\n' -> {
                another();
                while (!awaited.isEmpty()) {
                    document(awaited.remove());
                }
            }
            case ';', '|' -> another();
            case '&' -> ampersand();
            case '<' -> redirected();
            default -> at++;
        }
    }

    private void push(ShellCommand.End end) {
        at++;
        around.push(ShellCommand.within(end, at));
    }

    private void pop() {
        at++;
        around.pop();
    }

    private void backtick() {
        if (top().end() == ShellCommand.End.BACKTICK) {
            pop();
        } else {
            push(ShellCommand.End.BACKTICK);
        }
    }

    /** The next command begins. */
    private void another() {
        at++;
        top().another(at);
    }

    /** Not that of {@code 2>&1} and {@code &>}. */
    private void ampersand() {
        boolean redirects = (at > 0 && "<>".indexOf(script.charAt(at - 1)) >= 0) || script.startsWith("&>", at);
        if (redirects) {
            at++;
        } else {
            another();
        }
    }

    private void comment() {
        boolean begins = at == 0 || " \t\n;|&(".indexOf(script.charAt(at - 1)) >= 0;
        int end = script.indexOf('\n', at);
        at = !begins ? at + 1 : end < 0 ? script.length() : end;
    }

    /** Read by nobody here; perhaps, as a script, by an inner shell. */
    private void singleQuoted() {
        int end = at + 1;
        boolean escapes = at > 0 && script.charAt(at - 1) == '$';
        while (end < script.length() && script.charAt(end) != '\'') {
            end += escapes && script.charAt(end) == '\\' ? 2 : 1;
        }
        add(of(script.substring(at + 1, Math.min(end, script.length()))));
        at = end + 1;
    }

    private void redirected() {
        if (!script.startsWith("<<", at) || script.startsWith("<<<", at)) {
            at += script.startsWith("<<<", at) ? 3 : 1;
            return;
        }
        HereDocument document = HereDocument.at(script, at, top().begin());
        awaited.add(document);
        at = document.begun();
    }

    private void add(ReadAgain within) {
        asScript.addAll(within.asScript());
        asNumbers.addAll(within.asNumbers());
    }

    private static Set<String> all(String text) {
        Set<String> names = new HashSet<>();
        int open = text.indexOf("{{");
        for (int close = text.indexOf("}}", open); open >= 0 && close >= 0; close = text.indexOf("}}", open)) {
            names.add(text.substring(open + 2, close).strip().toLowerCase(Locale.ROOT));
            open = text.indexOf("{{", close + 2);
        }
        return names;
    }

    private void document(HereDocument document) {
        int end = document.end(script, at);
        String body = script.substring(at, end);
        if (document.isRead()) {
            // the value is in what the other one reads
            boolean isAgain = document.isInterpreted(script) || body.contains("$(") || body.contains("`");
            asScript.addAll(isAgain ? all(body) : Set.of());
        } else {
            add(of(body));
        }
        at = end;
        top().another(at);
    }
}
