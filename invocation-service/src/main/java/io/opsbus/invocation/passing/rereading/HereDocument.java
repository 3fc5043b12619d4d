package io.opsbus.invocation.passing.rereading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A here document of a shell script.
 *
 * @param word the line that ends it
 * @param isRead its variables are put in: the word was not quoted
 * @param command that it is given to
 * @param tabs tabs before its lines, its last one too, do not count
 * @param begun what is behind its {@code <<word}
 */
record HereDocument(String word, boolean isRead, ShellCommand command, boolean tabs, int begun) {
    /** Possessive: what goes back takes a frame of the stack for each character. */
    private static final Pattern BEGIN =
            Pattern.compile("<<(-?)[ \\t]*+((?:'[^']*+'|\"[^\"]*+\"|\\\\.|[^\\s;|&<>()'\"\\\\]++)*+)", Pattern.DOTALL);

    static HereDocument at(String script, int at, ShellCommand command) {
        Matcher begin = BEGIN.matcher(script).region(at, script.length());
        String word = begin.lookingAt() ? begin.group(2) : "";
        String bare = word.replaceAll("[\"'\\\\]", "");
        boolean tabs = !word.isEmpty() && !begin.group(1).isEmpty();
        return new HereDocument(bare, bare.equals(word), command, tabs, word.isEmpty() ? at + 2 : begin.end());
    }

    /** Where it ends whose lines begin there. */
    int end(String script, int begin) {
        int at = begin;
        while (at < script.length()) {
            int line = script.indexOf('\n', at);
            int next = line < 0 ? script.length() : line + 1;
            String text = script.substring(at, line < 0 ? next : line).replaceFirst("\r$", "");
            if ((tabs ? text.replaceFirst("^\t+", "") : text).equals(word)) {
                return next;
            }
            at = next;
        }
        return at;
    }
}
