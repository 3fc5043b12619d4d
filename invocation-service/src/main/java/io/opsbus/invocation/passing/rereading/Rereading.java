package io.opsbus.invocation.passing.rereading;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a shell script into its commands, to find which parameters it has read again: by {@code eval}, {@code sh -c "…"} and the like
 * ({@link Judging}), as arithmetic. A value that came there as a variable would become a part of the script after all. Where the outer
 * shell does not read it, between single quotes, the inner one finds the variable in its environment, and reads no value as script
 * either: what stands there is read as a script of its own.
 *
 * <p>Finds more than there is rather than less; what a script does with a variable beyond that, or with a file, is its author's.
 */
final class Rereading {
    private final WordReader text;
    private final Calculated variables;
    private final Findings findings;
    private final Deque<HereDocument> awaited = new ArrayDeque<>();

    private Rereading(String script, Calculated variables, Findings findings, int depth) {
        this.text = new WordReader(script, variables, findings, depth, this::commands, this::backquoted);
        this.variables = variables;
        this.findings = findings;
    }

    static ReadAgain of(Marked script) {
        var findings = new Findings();
        within(script.text(), Calculated.of(script.text()), findings, 0, true);
        return findings.named(script);
    }

    /**
     * Of a script in a script.
     *
     * @param runs whether it is known to be one, so that its first word is a command
     */
    static void within(String script, Calculated variables, Findings findings, int depth, boolean runs) {
        findings.step(script.length());
        var reading = new Rereading(script, variables, findings, depth);
        var frame = new Frame(Frame.Kind.SCRIPT);
        reading.commands(frame, '\0');
        if (reading.text.isBroken() && runs) {
            // no shell reads it, or this one does not: whatever it does with a value
            findings.script(Marked.in(script));
        }
        new Judging(findings, variables, depth, runs).frame(frame);
    }

    private void commands(Frame frame, char end) {
        if (text.enter()) {
            while (text.at < text.script.length() && findings.goesOn() && !closes(frame, end)) {
                findings.step(1);
                step(frame);
            }
            frame.command().endWord();
            text.closed(end != '\0' || frame.command().isInTest());
        }
        text.leave();
    }

    private boolean closes(Frame frame, char end) {
        return end != '\0' && text.peek(0) == end && (end != ')' || !frame.isInPattern());
    }

    private void step(Frame frame) {
        ShellCommand command = frame.command();
        char next = text.script.charAt(text.at);
        if ("<>()|&;".indexOf(next) >= 0 && command.isInTest()) {
            command.endWord();
            command.word().plain(next);
            command.endWord();
            text.at++;
            return;
        }
        switch (next) {
            case ' ', '\t' -> {
                text.at++;
                command.endWord();
            }
            case '\n' -> line(frame);
            case ';' -> semicolon(frame);
            case '|' -> bar(frame);
            case '&' -> ampersand(frame);
            case '<', '>' -> redirected(command, next);
            case '(' -> opened(frame);
            case ')' -> closed(frame);
            case '#' -> comment(command.word());
            default -> text.part(command.word(), next);
        }
    }

    private void line(Frame frame) {
        text.at++;
        frame.command().endWord();
        while (!awaited.isEmpty()) {
            document(awaited.remove());
        }
        if (!frame.command().isInTest() && frame.kind() != Frame.Kind.ARRAY) {
            frame.next();
        }
    }

    private void semicolon(Frame frame) {
        boolean branch = text.isAt(";;") || text.isAt(";&");
        text.at += text.isAt(";;&") ? 3 : branch ? 2 : 1;
        if (branch) {
            frame.nextPattern();
        } else {
            frame.next();
        }
    }

    private void bar(Frame frame) {
        if (frame.isInPattern() || text.isAt("||")) {
            text.at += text.isAt("||") ? 2 : 1;
            if (!frame.isInPattern()) {
                frame.next();
            }
        } else {
            text.at += text.isAt("|&") ? 2 : 1;
            frame.pipe();
        }
    }

    private void ampersand(Frame frame) {
        if (text.isAt("&>")) {
            text.at += text.isAt("&>>") ? 3 : 2;
            frame.command().redirect(ShellCommand.Redirection.OUTPUT);
        } else {
            text.at += text.isAt("&&") ? 2 : 1;
            frame.next();
        }
    }

    private void redirected(ShellCommand command, char direction) {
        if (text.peek(1) == '(') {
            text.at += 2;
            text.nested(command.word(), direction == '<' ? Frame.Kind.READ_FROM : Frame.Kind.WRITTEN_TO, ')');
        } else if (text.isAt("<<") && !text.isAt("<<<")) {
            command.endWordButNumber();
            HereDocument document = HereDocument.at(text.script, text.at, command);
            awaited.add(document);
            text.at = document.begun();
        } else {
            text.at += text.isAt("<<<") ? 3 : ">&|".indexOf(text.peek(1)) >= 0 && text.peek(1) != '\0' ? 2 : 1;
            command.redirect(direction == '<' ? ShellCommand.Redirection.INPUT : ShellCommand.Redirection.OUTPUT);
        }
    }

    private void opened(Frame frame) {
        ShellCommand command = frame.command();
        int behind = text.at + 1;
        while (behind < text.script.length() && " \t".indexOf(text.script.charAt(behind)) >= 0) {
            behind++;
        }
        if (text.script.startsWith(")", behind)) {
            text.at = behind + 1;
            command.function();
        } else if (text.isAt("((") && beginsExpression(command)) {
            command.endWord();
        } else if (frame.beginsPattern()) {
            text.at++;
        } else {
            text.at++;
            boolean array = command.word().text().endsWith("=");
            text.nested(command.word(), array ? Frame.Kind.ARRAY : Frame.Kind.SUBSHELL, ')');
        }
    }

    private boolean beginsExpression(ShellCommand command) {
        if (command.isKeyword()) {
            command.endWord();
        }
        return !command.word().isBegun() && text.calculated(2, command.word());
    }

    private void closed(Frame frame) {
        text.at++;
        if (frame.isInPattern()) {
            frame.endPattern();
        } else {
            frame.next();
        }
    }

    private void comment(Word word) {
        int end = text.script.indexOf('\n', text.at);
        if (word.isBegun()) {
            word.plain('#');
            text.at++;
        } else {
            text.at = end < 0 ? text.script.length() : end;
        }
    }

    private void document(HereDocument document) {
        int end = document.end(text.script, text.at);
        findings.step(end - text.at);
        var body = new Word();
        if (document.isRead()) {
            var reading = new Rereading(text.script.substring(text.at, end), variables, findings, text.depth());
            reading.text.quotedText(body, '\0');
            text.broken(reading.text.isBroken());
        } else {
            body.quoted(text.script.substring(text.at, end), false);
        }
        document.command().document(body);
        text.at = end;
    }

    /** What stands between backticks is cut out first, one level of backslashes is taken off, and then it is read. */
    private void backquoted(Word word, boolean isQuoted) {
        var inner = new StringBuilder();
        String script = text.script;
        int end = text.at + 1;
        while (end < script.length() && script.charAt(end) != '`') {
            if (script.charAt(end) == '\\' && end + 1 < script.length()) {
                end++;
                char next = script.charAt(end);
                boolean isTaken = "`\\$".indexOf(next) >= 0 || Marked.isOne(next) || (isQuoted && next == '"');
                inner.append(isTaken ? "" : "\\");
            }
            inner.append(script.charAt(end));
            end++;
        }
        findings.step(inner.length());
        var reading = new Rereading(inner.toString(), variables, findings, text.depth());
        var frame = new Frame(Frame.Kind.SUBSTITUTED);
        reading.commands(frame, '\0');
        word.nested(frame);
        text.broken(reading.text.isBroken());
        text.at = end;
        text.closed(true);
    }
}
