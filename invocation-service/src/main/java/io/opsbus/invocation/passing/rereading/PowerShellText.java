package io.opsbus.invocation.passing.rereading;

import java.util.HashSet;
import java.util.Set;
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

    private static final Pattern INTERPRETED = Pattern.compile(
            "(?is)(?<![\\w$.-])(python[0-9.]*|perl|ruby|node|php)(\\.exe)?[\"']?\\s(.*\\s)?-\\w*[cerRpEmM]");
    /** The call operators, and what they call. */
    private static final Pattern CALLED = Pattern.compile("(?:^|[\\s;|({=])[&.]\\s*\"?[^\\s\"]*$");

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
        while (at < script.length()) {
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
            if (CALLED.matcher(script.substring(begin, at)).find()) {
                findings.script(Set.of(next));
            }
        }
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
        if (READERS.matcher(statement).find() || INTERPRETED.matcher(statement).find()) {
            findings.script(values);
        }
        values.clear();
    }
}
