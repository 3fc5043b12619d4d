package io.opsbus.instance;

import io.opsbus.ledger.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Every state with every input, as Markdown. The tables in README.md are these; {@code -Dopsbus.docs.write=true} writes
 * them anew after a change that was meant.
 *
 * @param states by name, in the order of the rows
 * @param inputs by name, in the order of the columns
 */
public record DecisionTable<S, I>(Map<String, S> states, Map<String, I> inputs, BiFunction<S, I, String> cell) {
    private static final Path README = Path.of("README.md");

    public DecisionTable {
        states = new LinkedHashMap<>(states);
        inputs = new LinkedHashMap<>(inputs);
    }

    /** One row for each input, one column for each state. */
    public String table() {
        var text = new StringBuilder("| asked or told | " + String.join(" | ", states.keySet()) + " |\n");
        text.append("|---".repeat(states.size() + 1)).append("|\n");
        inputs.forEach((name, input) -> {
            text.append("| ").append(name);
            states.values().forEach(state -> text.append(" | ").append(cell.apply(state, input)));
            text.append(" |\n");
        });
        return text.toString();
    }

    /** The moves of the table, drawn. */
    public String diagram() {
        var moves = new TreeSet<String>();
        states.forEach((from, state) -> inputs.forEach((name, input) -> {
            String to = cell.apply(state, input);
            if (!to.isEmpty() && Character.isUpperCase(to.charAt(0))) {
                moves.add("    " + from + " --> " + (to.equals("Gone") ? "[*]" : to) + ": " + name);
            }
        }));
        return "```mermaid\nstateDiagram-v2\n" + String.join("\n", moves) + "\n```\n";
    }

    /** The part of README.md with this name, as it is there. */
    public static String inReadme(String name, String made) throws IOException {
        String text = Files.readString(README);
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new AssertionError("README.md has no part " + name);
        }
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(README, text.substring(0, from) + made + text.substring(to));
            return made;
        }
        return text.substring(from, to);
    }

    /** Where a decision leads: a state's name, {@code Gone}, {@code =} for no move, or the refusal in lower case. */
    public static <S> String outcome(Decision<S, ?, ?> decision, S before, Function<S, String> name) {
        return switch (decision) {
            case Decision.Refused<S, ?, ?>(FleetRefusal.Overtaken _) -> "·";
            case Decision.Refused<S, ?, ?> no ->
                "_"
                        + no.refusal()
                                .getClass()
                                .getSimpleName()
                                .replaceAll("(?<!^)([A-Z])", " $1")
                                .toLowerCase(Locale.ROOT)
                        + "_";
            case Decision.Accepted<S, ?, ?> yes when yes.state() == null -> "Gone";
            case Decision.Accepted<S, ?, ?> yes -> {
                String after = name.apply(Objects.requireNonNull(yes.state()));
                yield after.equals(name.apply(before)) ? "=" : after;
            }
        };
    }
}
