package io.opsbus.parameters;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a command's author declares of its parameters. As a text it is JSON, for instance
 * {@code {"Mode":"Safe","Rules":{"user":{"Pattern":"[a-z][a-z0-9_-]{0,31}"},"action":{"Values":["start","stop"]}}}}; the empty
 * text declares nothing. Not in the original's API.
 *
 * @param mode how values are passed; empty when the author leaves that to the installation
 * @param rules by the parameter's name in lower case: names are compared without regard to case
 */
public record ParameterRules(Optional<PassingMode> mode, Map<String, Rule> rules) {
    /** The longest text, in characters. */
    public static final int LONGEST = 8192;

    public static final ParameterRules NONE = new ParameterRules(Optional.empty(), Map.of());

    private static final String PATTERN = "Pattern";
    private static final String VALUES = "Values";

    public ParameterRules {
        rules = Map.copyOf(rules);
    }

    /** What one parameter may be. */
    public sealed interface Rule {
        boolean allows(String value);
    }

    /** The whole value matches. */
    record Matching(ValuePattern pattern) implements Rule {
        @Override
        public boolean allows(String value) {
            return pattern.matches(value);
        }
    }

    /** The value is one of these. */
    record OneOf(List<String> values) implements Rule {
        OneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean allows(String value) {
            return values.contains(value);
        }
    }

    /** Reads the text; empty when it is not what it must be. */
    public static Optional<ParameterRules> read(String text) {
        if (text.isEmpty()) {
            return Optional.of(NONE);
        }
        if (text.length() > LONGEST
                || !(JsonReader.read(text).orElse(Tree.fields().with("", "")) instanceof Tree.Fields fields)
                || !List.of("Mode", "Rules").containsAll(fields.values().keySet())) {
            return Optional.empty();
        }
        Optional<PassingMode> mode = Optional.empty();
        Tree sent = fields.values().get("Mode");
        if (sent != null) {
            mode = mode(sent);
            if (mode.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<PassingMode> read = mode;
        return rules(fields.values().getOrDefault("Rules", Tree.fields()))
                .map(rules -> new ParameterRules(read, rules));
    }

    /** Whether a text can be read and speaks of parameters with these names only, without regard to case. */
    public static boolean canBe(String text, List<String> names) {
        List<String> known =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return read(text)
                .filter(read -> known.containsAll(read.rules().keySet()))
                .isPresent();
    }

    private static Optional<PassingMode> mode(Tree sent) {
        return switch (sent instanceof Tree.Text(String word) ? word : "") {
            case "Safe" -> Optional.of(PassingMode.SAFE);
            case "Text" -> Optional.of(PassingMode.TEXT);
            default -> Optional.empty();
        };
    }

    private static Optional<Map<String, Rule>> rules(Tree sent) {
        if (!(sent instanceof Tree.Fields byName)) {
            return Optional.empty();
        }
        Map<String, Rule> rules = new HashMap<>();
        for (var one : byName.values().entrySet()) {
            Optional<Rule> rule = rule(one.getValue());
            if (rule.isEmpty() || rules.put(one.getKey().toLowerCase(Locale.ROOT), rule.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(rules);
    }

    private static Optional<Rule> rule(Tree sent) {
        if (!(sent instanceof Tree.Fields fields) || fields.values().size() != 1) {
            return Optional.empty();
        }
        if (fields.values().get(PATTERN) instanceof Tree.Text(String text)) {
            return ValuePattern.read(text).map(Matching::new);
        }
        if (fields.values().get(VALUES) instanceof Tree.Bare(List<Tree> items) && !items.isEmpty()) {
            List<String> values = new ArrayList<>();
            for (Tree item : items) {
                if (!(item instanceof Tree.Text(String value))) {
                    return Optional.empty();
                }
                values.add(value);
            }
            return Optional.of(new OneOf(values));
        }
        return Optional.empty();
    }

    /** Whether a parameter may have a value; one without a rule may have any. */
    public boolean allow(String name, String value) {
        Rule rule = rules.get(name.toLowerCase(Locale.ROOT));
        return rule == null || rule.allows(value);
    }
}
