package io.opsbus.invocation.work;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts values where a script says {@code {{name}}} (guide 2.1, 2.3.2). One pass: a value is never searched again. Names are
 * compared without regard to case; a parameter nobody gave a value is empty; {@code {{ACS::…}}} is filled in by us;
 * references to secrets ({@code {{oos-secret:…}}}) and anything else stay as they are.
 */
public final class Substitution {
    private static final String BUILT_IN = "acs::";

    private Substitution() {}

    /**
     * The built-in parameters of one task.
     *
     * @param values by name without {@code ACS::}
     */
    public record BuiltIns(Map<String, String> values) {
        public BuiltIns {
            values = Map.copyOf(values);
        }
    }

    /** Why these values do not fit the script; empty when they do. */
    public static Optional<InvocationRefusal> check(Program program, Map<String, String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (!program.parametersOn()) {
            return Optional.of(new InvocationRefusal.ParametersDisabled());
        }
        Set<String> known = names(program.script().text());
        Set<String> seen = new LinkedHashSet<>();
        for (String name : values.keySet()) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!seen.add(key)) {
                return Optional.of(new InvocationRefusal.ParameterTwice(name));
            }
            if (!known.contains(key)) {
                return Optional.of(new InvocationRefusal.UnknownParameter(name));
            }
        }
        return Optional.empty();
    }

    /** The script as the agent runs it. */
    public static byte[] render(Program program, Map<String, String> values, BuiltIns builtIns) {
        if (!program.parametersOn()) {
            return program.script().bytes();
        }
        byte[] bytes = program.script().bytes();
        // every byte is one character: what is no UTF-8 goes through untouched
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Map<String, String> all = new HashMap<>();
        values.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        builtIns.values().forEach((name, value) -> all.put(BUILT_IN + name.toLowerCase(Locale.ROOT), value));
        var rendered = new StringBuilder();
        int from = 0;
        int open = text.indexOf("{{");
        int close = text.indexOf("}}", open + 2);
        while (open >= 0 && close >= 0) {
            String name = text.substring(open + 2, close).strip().toLowerCase(Locale.ROOT);
            rendered.append(text, from, open);
            if (name.startsWith("oos:") || name.startsWith("oos-secret:")) {
                rendered.append(text, open, close + 2);
            } else {
                String value = all.getOrDefault(name, "");
                rendered.append(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            }
            from = close + 2;
            open = text.indexOf("{{", from);
            close = text.indexOf("}}", open + 2);
        }
        return rendered.append(text, from, text.length()).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        int open = text.indexOf("{{");
        int close = text.indexOf("}}", open + 2);
        while (open >= 0 && close >= 0) {
            String name = text.substring(open + 2, close).strip().toLowerCase(Locale.ROOT);
            if (!name.contains(":")) {
                names.add(name);
            }
            open = text.indexOf("{{", close + 2);
            close = text.indexOf("}}", open + 2);
        }
        return names;
    }
}
