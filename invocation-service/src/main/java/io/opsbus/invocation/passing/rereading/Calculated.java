package io.opsbus.invocation.passing.rereading;

import java.util.HashSet;
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
     * Behind what closes the two parentheses of an expression; -1 when nothing does.
     *
     * @param quotes those between quotes do not count
     */
    static int end(String script, int from, boolean quotes) {
        int open = 2;
        for (int end = from; end < script.length(); end++) {
            char next = script.charAt(end);
            if (quotes && (next == '"' || next == '\'')) {
                int close = script.indexOf(next, end + 1);
                end = close < 0 ? script.length() : close;
            }
            open += next == '(' ? 1 : next == ')' ? -1 : 0;
            if (open == 0) {
                return end + 1;
            }
        }
        return -1;
    }
}
