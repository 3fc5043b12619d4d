package io.opsbus.invocation.passing.rereading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What else a shell script says of its names: which variables are calculated with when they are set, and which have keys for subscripts (bash manual,
 * "Bash Builtin Commands", declare); which are a program's name; which functions run their words.
 *
 * @param always it is, or starts, a shell that calculates in more places
 * @param programs the first word of what a variable is set to
 * @param wrapping functions that run their words as a command
 * @param evaluating functions that read them as a script
 */
record Calculated(
        Set<String> numbers,
        Set<String> keyed,
        boolean always,
        Map<String, String> programs,
        Set<String> wrapping,
        Set<String> evaluating) {
    /** Shells that calculate with what {@code [}, {@code exit} and their like are given; others take nothing but digits there. */
    private static final Pattern ALWAYS =
            Pattern.compile("\\A#!.*\\b(m?ksh|ksh93|zsh)\\b|\\b(m?ksh|ksh93|zsh)[ \\t]+(-\\w*c\\b|<<)");

    /** They are numbers without being declared. */
    private static final Set<String> BY_THEMSELVES = Set.of("RANDOM", "OPTIND", "HISTCMD", "SECONDS", "LINENO");

    /** Possessive: what goes back takes a frame of the stack for each word. */
    private static final Pattern DECLARED =
            Pattern.compile("(?<![\\w+-])(?:declare|typeset|local|readonly|export|integer)"
                    + "((?:[ \\t]++[-+]\\w++)++)((?:[ \\t]++\\w++(?:=\\S*+)?+)++)");

    /** The first word of what is set, also of {@code $(which bash)}. */
    private static final Pattern SET = Pattern.compile(
            "(?:^|[;&|({]|\\b(?:export|local|readonly|then|do|else))[ \\t]*+"
                    + "(\\w++)=[\"']?(?:\\$\\((?:which|command[ \\t]++-v|type[ \\t]++-p)[ \\t]++|\\$\\{\\w++:-)?([^\\s;&|\"'(){}]++)",
            Pattern.MULTILINE);

    private static final Pattern FUNCTION = Pattern.compile(
            "(?:^|[;&|({]|\\bfunction)[ \\t]*+([\\w.-]++)[ \\t]*+(?:\\(\\)\\s*+)?\\{", Pattern.MULTILINE);
    /** As many characters of a function are looked at: one that runs its words is short. */
    private static final int LONGEST = 500;

    private static final Pattern RUNS_WORDS = Pattern.compile(
            "(?:[{;&|\n!(]|\\b(?:if|then|else|do|while|until|time|exec|command|sudo|nohup|env))[ \\t]*+\"?\\$(?:[@*]|\\{[@*])");
    private static final Pattern READS_WORDS =
            Pattern.compile("(?:\\beval|[ \\t]-\\w*c)[ \\t]++\"?\\$(?:[@*1]|\\{[@*1])");

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
                Set.copyOf(numbers),
                Set.copyOf(keyed),
                ALWAYS.matcher(script).find(),
                programs(script),
                functions(script, RUNS_WORDS),
                functions(script, READS_WORDS));
    }

    private static Map<String, String> programs(String script) {
        Map<String, String> programs = new HashMap<>(Map.of("SHELL", "sh", "BASH", "bash"));
        Matcher set = SET.matcher(script);
        while (set.find()) {
            String program = set.group(2);
            boolean isKnown =
                    Runners.called(programs.getOrDefault(set.group(1), "")).isPresent();
            if (!isKnown && program.indexOf('$') < 0) {
                programs.put(set.group(1), program);
            }
        }
        return Map.copyOf(programs);
    }

    private static Set<String> functions(String script, Pattern body) {
        Set<String> found = new HashSet<>();
        Matcher function = FUNCTION.matcher(script);
        while (function.find()) {
            int line = script.indexOf("\n}", function.end());
            int brace = script.indexOf("; }", function.end());
            int end = Math.min(line < 0 ? script.length() : line, brace < 0 ? script.length() : brace);
            if (body.matcher(script)
                    .region(function.end() - 1, Math.min(end, function.end() + LONGEST))
                    .find()) {
                found.add(function.group(1));
            }
        }
        return found;
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
