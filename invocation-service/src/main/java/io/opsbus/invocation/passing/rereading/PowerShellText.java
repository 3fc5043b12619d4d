package io.opsbus.invocation.passing.rereading;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PowerShell script, statement by statement: which parameters stand beside something that reads what it is given as a script. It
 * knows no more of the language than where a statement ends, and takes all of one for given to what stands in it.
 */
final class PowerShellText {
    /** They read text as a script, or as the line of a shell (about_Parsing; CommandLineToArgvW does not bind cmd.exe). */
    private static final Pattern READERS =
            Pattern.compile("(?i)(?<![\\w$.-])(iex|invoke-expression|cmd|powershell|pwsh|bash|sh"
                    + "|wsl|ssh|plink|psexec|mshta|cscript|wscript|schtasks|wmic|add-type|invoke-sqlcmd|sqlcmd|psql|mysql|awk|sed|forfiles)"
                    + "(\\.exe)?(?![\\w.-])|invokescript|expandstring|newscriptblock|scriptblock\\]::create|invoke-cimmethod"
                    + "|invoke-wmimethod|\\.(bat|cmd)\\b|register-scheduledjob|new-scheduledtaskaction");

    private static final Pattern INTERPRETER =
            Pattern.compile("(?i)(?<![\\w$.-])(python[0-9.]*|perl|ruby|node|php)(\\.exe)?[\"']?(?=\\s)");
    private static final Pattern CODE = Pattern.compile("(?i)\\s-\\w*[cerRpEmM]");

    private final String script;
    private final Findings findings;
    private final Set<Character> values = new HashSet<>();
    private int begin;
    private int open;
    private int at;

    private PowerShellText(String script, Findings findings) {
        this.script = script;
        this.findings = findings;
    }

    static ReadAgain of(Marked script) {
        var findings = new Findings();
        new PowerShellText(script.text(), findings).read();
        return findings.named(script);
    }

    private void read() {
        while (at < script.length() && findings.goesOn()) {
            findings.step(1);
            step(script.charAt(at));
        }
        end();
    }

    private void step(char next) {
        switch (next) {
            case '`' -> at += 2;
            case '\'' -> at = behind("'", at + 1);
            case '"' -> doubleQuoted();
            case '@' -> hereString();
            case '#' -> {
                int line = script.indexOf('\n', at);
                at = line < 0 ? script.length() : line;
            }
            case '(' -> {
                open++;
                at++;
            }
            case ')' -> {
                open = Math.max(0, open - 1);
                at++;
            }
            case ';', '{', '}' -> separator();
            case '\n' -> line();
            default -> {
                value(next);
                at++;
            }
        }
    }

    private void value(char next) {
        if (Marked.isOne(next)) {
            values.add(next);
            if (isCalled()) {
                findings.script(Set.of(next));
            }
        }
    }

    /** Whether a call operator, {@code &} or {@code .}, calls what stands here: a name goes back to a blank or a quote. */
    private boolean isCalled() {
        int from = at;
        while (from > begin && " \t\r\n\f\"".indexOf(script.charAt(from - 1)) < 0) {
            from--;
            if (isOperator(from)) {
                return true;
            }
        }
        int name = from;
        from -= from > begin && script.charAt(from - 1) == '"' ? 1 : 0;
        while (from > begin && Character.isWhitespace(script.charAt(from - 1))) {
            from--;
        }
        findings.step(at - name);
        return from > begin && isOperator(from - 1);
    }

    private boolean isOperator(int place) {
        return "&.".indexOf(script.charAt(place)) >= 0
                && (place == begin || " \t\r\n\f;|({=".indexOf(script.charAt(place - 1)) >= 0);
    }

    private int behind(String quote, int from) {
        int end = script.indexOf(quote, from);
        return end < 0 ? script.length() : end + quote.length();
    }

    private void doubleQuoted() {
        at++;
        while (at < script.length() && script.charAt(at) != '"') {
            value(script.charAt(at));
            at += script.charAt(at) == '`' ? 2 : 1;
        }
        at++;
    }

    /** {@code @"…"@} and {@code @'…'@}, whose ends begin a line. */
    private void hereString() {
        if (script.startsWith("@'\n", at) || script.startsWith("@'\r", at)) {
            at = behind("\n'@", at + 2);
        } else if (script.startsWith("@\"\n", at) || script.startsWith("@\"\r", at)) {
            int end = behind("\n\"@", at + 2);
            for (at += 2; at < end; at++) {
                value(script.charAt(at));
            }
        } else {
            at++;
        }
    }

    private void separator() {
        if (open == 0) {
            end();
            begin = at + 1;
        }
        at++;
    }

    /** A line may go on: behind a pipe, a comma or an operator. */
    private void line() {
        String before = script.substring(begin, at).strip();
        if (before.isEmpty() || "|,=+(`".indexOf(before.charAt(before.length() - 1)) < 0) {
            separator();
        } else {
            at++;
        }
    }

    private void end() {
        String statement = script.substring(begin, Math.min(at, script.length()));
        if (READERS.matcher(statement).find() || isInterpreted(statement)) {
            findings.script(values);
        }
        values.clear();
    }

    private static boolean isInterpreted(String statement) {
        Matcher interpreter = INTERPRETER.matcher(statement);
        return interpreter.find()
                && CODE.matcher(statement)
                        .region(interpreter.end(), statement.length())
                        .find();
    }
}
