package io.opsbus.invocation.work;

import io.opsbus.invocation.passing.SafeScript;
import io.opsbus.invocation.passing.ScriptLanguage;
import io.opsbus.invocation.passing.rereading.ReadAgain;
import io.opsbus.parameters.ParameterNames;
import io.opsbus.parameters.Placeholders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Puts values where a script says {@code {{name}}} (guide 2.1, 2.3.2). One pass: a value is never searched again. Names are
 * compared without regard to case; a parameter nobody gave a value is empty; {@code {{ACS::…}}} is filled in by us. What stands
 * there is read by {@link Placeholders} alone, as where the parameters are listed.
 * References to parameters and secrets of OOS ({@code {{oos-secret:…}}}) are refused: nobody resolves them, and the script would
 * get them as they are.
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

    /** Why these values do not fit the script, or nothing could; empty when they do. */
    public static Optional<InvocationRefusal> check(Program program, Map<String, String> values) {
        if (!program.parametersOn()) {
            return values.isEmpty() ? Optional.empty() : Optional.of(new InvocationRefusal.ParametersDisabled());
        }
        byte[] script = program.script().bytes();
        if (Placeholders.in(script).stream().anyMatch(one -> isForeign(key(one.name())))) {
            return Optional.of(new InvocationRefusal.ForeignReference());
        }
        return switch (ParameterNames.read(script)) {
            case ParameterNames.Faulty(var fault) -> Optional.of(new InvocationRefusal.BadParameter(fault));
            case ParameterNames.Named(var names) -> check(program, lower(names), values);
        };
    }

    private static Set<String> lower(List<String> names) {
        return names.stream().map(Substitution::key).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<InvocationRefusal> check(Program program, Set<String> known, Map<String, String> values) {
        Map<String, String> sent = new HashMap<>();
        for (var one : values.entrySet()) {
            String key = key(one.getKey());
            if (sent.put(key, one.getValue()) != null) {
                return Optional.of(new InvocationRefusal.ParameterTwice(one.getKey()));
            }
            if (!known.contains(key)) {
                return Optional.of(new InvocationRefusal.UnknownParameter(one.getKey()));
            }
        }
        Optional<Places> places = program.passing().isSafe() ? Optional.of(places(program)) : Optional.empty();
        return known.stream()
                .flatMap(name -> unfit(program, places, name, sent.getOrDefault(name, "")).stream())
                .findFirst();
    }

    private static Optional<InvocationRefusal> unfit(
            Program program, Optional<Places> safely, String name, String value) {
        return program.passing().allows(name, value)
                ? safely.flatMap(places -> places.unfit(name, name, value))
                : Optional.of(new InvocationRefusal.ValueNotAllowed(name));
    }

    /** Where the parameters of a script stand. */
    private record Places(ScriptLanguage language, ReadAgain again) {
        Optional<InvocationRefusal> unfit(String name, String shown, String value) {
            return language.lacks(value)
                    .or(() -> again.lacks(name, value))
                    .map(need -> new InvocationRefusal.ValueNotPassed(shown, need));
        }
    }

    private static Places places(Program program) {
        ScriptLanguage language = language(program);
        return new Places(language, language.readAgain(program.script().bytes()));
    }

    /** Why what we fill in ourselves does not fit: names of instances are their owners'. */
    public static Optional<InvocationRefusal> check(Program program, BuiltIns builtIns) {
        if (!program.parametersOn() || !program.passing().isSafe()) {
            return Optional.empty();
        }
        Set<String> used = Placeholders.in(program.script().bytes()).stream()
                .map(one -> key(one.name()))
                .collect(Collectors.toSet());
        if (used.stream().noneMatch(name -> name.startsWith(BUILT_IN))) {
            return Optional.empty();
        }
        Places places = places(program);
        return builtIns.values().entrySet().stream()
                .filter(one -> used.contains(BUILT_IN + key(one.getKey())))
                .flatMap(one ->
                        places.unfit(BUILT_IN + key(one.getKey()), "ACS::" + one.getKey(), one.getValue()).stream())
                .findFirst();
    }

    private static ScriptLanguage language(Program program) {
        // what a launcher starts may read any language
        return program.launcher().isBlank()
                ? ScriptLanguage.of(program.type().word(), program.script().text())
                : ScriptLanguage.OTHER;
    }

    /** The script as the agent runs it. */
    public static byte[] render(Program program, Map<String, String> values, BuiltIns builtIns) {
        if (!program.parametersOn()) {
            return program.script().bytes();
        }
        // every byte is one character: what is no UTF-8 goes through untouched
        String text = new String(program.script().bytes(), StandardCharsets.ISO_8859_1);
        Map<String, String> all = new HashMap<>();
        values.forEach((name, value) -> all.put(key(name), bytewise(value)));
        builtIns.values().forEach((name, value) -> all.put(BUILT_IN + key(name), bytewise(value)));
        return program.passing().isSafe() ? safe(program, text, all) : pasted(text, all);
    }

    private static byte[] pasted(String text, Map<String, String> values) {
        var rendered = new StringBuilder();
        walk(
                text,
                values,
                (from, to) -> rendered.append(text, from, to),
                name -> rendered.append(values.getOrDefault(name, "")));
        return rendered.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] safe(Program program, String text, Map<String, String> values) {
        var script = new SafeScript(language(program), values);
        walk(text, values, (from, to) -> script.text(text, from, to), script::parameter);
        return script.end().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** UTF-8, a byte a character. */
    private static String bytewise(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private interface Parts {
        void part(int from, int to);
    }

    /**
     * Goes through a script once: what is between parameters, and the names of parameters in lower case. What is none stays as it
     * is, for what stands between braces must not vanish: {@code rm -rf /data/{{…}}} would be another script.
     */
    private static void walk(String text, Map<String, String> values, Parts between, Consumer<String> parameter) {
        int from = 0;
        for (Placeholders.Placeholder one : Placeholders.in(text.getBytes(StandardCharsets.ISO_8859_1))) {
            String key = key(one.name());
            if (values.containsKey(key) || ParameterNames.canBe(one.name())) {
                between.part(from, one.from());
                parameter.accept(key);
                from = one.to();
            }
        }
        between.part(from, text.length());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean isForeign(String key) {
        return key.startsWith("oos:") || key.startsWith("oos-secret:");
    }
}
