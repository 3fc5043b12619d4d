package io.opsbus.invocation.passing.rereading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variables of a shell script are calculated with when they are set, and which have keys for subscripts (bash manual,
 * "Bash Builtin Commands", declare).
 *
 * @param always it is, or starts, a shell that calculates in more places
 */
record Calculated(Set<String> numbers, Set<String> keyed, boolean always) {
    /** Shells that calculate with what {@code [}, {@code exit} and their like are given; others take nothing but digits there. */
    private static final Pattern ALWAYS =
            Pattern.compile("\\A#!.*\\b(m?ksh|ksh93|zsh)\\b|\\b(m?ksh|ksh93|zsh)[ \\t]+(-\\w*c\\b|<<)");

    /** They are numbers without being declared. */
    private static final Set<String> BY_THEMSELVES = Set.of("RANDOM", "OPTIND", "HISTCMD", "SECONDS", "LINENO");

    /** Possessive: what goes back takes a frame of the stack for each word. */
    private static final Pattern DECLARED =
            Pattern.compile("(?<![\\w+-])(?:declare|typeset|local|readonly|export|integer)"
                    + "((?:[ \\t]++[-+]\\w++)++)((?:[ \\t]++\\w++(?:=\\S*+)?+)++)");

    private static final char EXPRESSION = '(';
    private static final char COMMAND = '$';
    private static final char TEXT = '"';

    static Calculated of(String script) {
        Set<String> numbers = new HashSet<>(BY_THEMSELVES);
        Set<String> keyed = new HashSet<>();
        Matcher declared = DECLARED.matcher(script);
        while (declared.find()) {
            String options = declared.group(1);
            for (String each : declared.group(2).strip().split("\\s+", -1)) {
                String name = each.replaceFirst("=.*", "");
                if (options.contains("i")) {
                    numbers.add(name);
                }
                if (options.contains("A")) {
                    keyed.add(name);
                }
            }
        }
        return new Calculated(
                Set.copyOf(numbers), Set.copyOf(keyed), ALWAYS.matcher(script).find());
    }

    /**
     * Behind what closes the two parentheses of an expression; -1 when nothing does. In the commands in it what stands between quotes
     * does not count.
     *
     * @param quotes nor does it outside of those
     */
    static int end(String script, int from, boolean quotes) {
        Deque<Character> open = new ArrayDeque<>(List.of(EXPRESSION, EXPRESSION));
        for (int at = from; at < script.length(); at++) {
            char next = script.charAt(at);
            char in = open.peek();
            boolean opens = next == '$' && script.startsWith("(", at + 1);
            if (opens) {
                open.push(script.startsWith("((", at + 1) ? EXPRESSION : COMMAND);
                at++;
            } else if (next == '\\' && in != EXPRESSION) {
                at++;
            } else if (in == TEXT) {
                closes(open, next == '"');
            } else if (next == '"' && (quotes || in == COMMAND)) {
                open.push(TEXT);
            } else if (next == '\'' && (quotes || in == COMMAND)) {
                int close = script.indexOf(next, at + 1);
                at = close < 0 ? script.length() : close;
            } else if (next == '(') {
                open.push(in);
            } else if (closes(open, next == ')')) {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean closes(Deque<Character> open, boolean so) {
        if (so) {
            open.pop();
        }
        return open.isEmpty();
    }

    /** Behind what closes the bracket that stands there, or those that are open; the end of the script when nothing does. */
    static int close(String script, int from, int opened, char opening, char closing) {
        int open = opened;
        for (int end = from; end < script.length(); end++) {
            open += script.charAt(end) == opening ? 1 : script.charAt(end) == closing ? -1 : 0;
            if (open == 0) {
                return end + 1;
            }
        }
        return script.length();
    }
}
