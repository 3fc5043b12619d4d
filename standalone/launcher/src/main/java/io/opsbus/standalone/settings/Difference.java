package io.opsbus.standalone.settings;

import io.opsbus.standalone.RunSettings;
import java.util.List;
import java.util.Map;

/**
 * One thing two starts do not have alike.
 *
 * @param name the flag or the variable that says it
 * @param was of the one
 * @param is of the other
 */
public record Difference(String name, String was, String is) {
    /** What {@code to} has otherwise than {@code from}, in the order of {@code to}; both say the same things. */
    public static List<Difference> between(Map<String, String> from, Map<String, String> to) {
        return to.entrySet().stream()
                .map(one -> new Difference(one.getKey(), from.getOrDefault(one.getKey(), ""), one.getValue()))
                .filter(one -> !one.was.equals(one.is))
                .toList();
    }

    /** How the other is asked for, on a command line or in an environment. */
    public String asked() {
        if (!name.startsWith("--")) {
            return name + "=" + is;
        }
        return switch (is) {
            case RunSettings.EMBEDDED -> "--embedded";
            case "yes" -> name;
            case "no" -> name.replace("--with", "--without");
            default -> name + " " + is;
        };
    }
}
