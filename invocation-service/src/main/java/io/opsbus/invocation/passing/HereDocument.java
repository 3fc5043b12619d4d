package io.opsbus.invocation.passing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A here document of a shell script.
 *
 * @param word the line that ends it
 * @param isRead its variables are put in: the word was not quoted
 * @param command where the command begins that it is given to
 * @param begun what is behind its {@code <<word}
 */
record HereDocument(String word, boolean isRead, int command, int begun) {
    private static final Pattern BEGIN = Pattern.compile("<<-?[ \\t]*([^\\s;|&<>()]*)");

    static HereDocument at(String script, int at, int command) {
        Matcher begin = BEGIN.matcher(script).region(at, script.length());
        String word = begin.lookingAt() ? begin.group(1) : "";
        String bare = word.replaceAll("[\"'\\\\]", "");
        return new HereDocument(bare, bare.equals(word), command, word.isEmpty() ? at + 2 : begin.end());
    }

    /** Where it ends whose lines begin there. */
    int end(String script, int begin) {
        int at = begin;
        while (at < script.length()) {
            int line = script.indexOf('\n', at);
            int next = line < 0 ? script.length() : line + 1;
            if (script.substring(at, line < 0 ? next : line).strip().equals(word)) {
                return next;
            }
            at = next;
        }
        return at;
    }

    /** Whether it is given to something that runs it, be it behind a pipe. */
    boolean isInterpreted(String script) {
        int line = script.indexOf('\n', begun);
        return ShellCommand.namesInterpreter(script.substring(command, line < 0 ? script.length() : line));
    }
}
