package io.opsbus.invocation.passing.rereading;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variables of a shell script are calculated with when they are set, and which have keys for subscripts (bash manual,
 * "Bash Builtin Commands", declare).
 */
record Calculated(Set<String> numbers, Set<String> keyed) {
    /** They are numbers without being declared. */
    private static final Set<String> BY_THEMSELVES = Set.of("RANDOM", "OPTIND", "HISTCMD", "SECONDS", "LINENO");

    private static final Pattern DECLARED = Pattern.compile(
            "\\b(?:declare|typeset|local|readonly|export|integer)((?:[ \\t]+[-+]\\w+)+)((?:[ \\t]+\\w+(?:=\\S*)?)+)");

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
        return new Calculated(Set.copyOf(numbers), Set.copyOf(keyed));
    }
}
