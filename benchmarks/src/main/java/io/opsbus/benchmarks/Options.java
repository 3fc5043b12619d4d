package io.opsbus.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options one run was given, checked against what its benchmark knows. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** What a command line comes to. */
    public sealed interface Parsed {
        /** It can run. */
        record Ready(Options options) implements Parsed {}

        /** Somebody asked for help. */
        record Help() implements Parsed {}

        /** It cannot run; the sentence says why. */
        record Wrong(String why) implements Parsed {}
    }

    /** Reads {@code --name value} and {@code --name=value}. */
    public static Parsed parse(List<Option> known, List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        known.forEach(option -> values.put(option.name(), option.fallback()));
        var rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (List.of("--help", "-h", "help").contains(word)) {
                return new Parsed.Help();
            }
            String[] halves = word.split("=", 2);
            Optional<Option> option = known.stream()
                    .filter(one -> halves[0].equals("--" + one.name()))
                    .findFirst();
            if (option.isEmpty()) {
                return new Parsed.Wrong("unknown option " + word);
            }
            String value = halves.length == 2 ? halves[1] : valueOf(option.get(), rest);
            if (!option.get().kind().takes(value)) {
                return new Parsed.Wrong(
                        halves[0] + " takes " + option.get().kind().words());
            }
            values.put(option.get().name(), value);
        }
        return new Parsed.Ready(new Options(values));
    }

    private static String valueOf(Option option, java.util.Iterator<String> rest) {
        if (option.kind() == Option.Kind.SWITCH) {
            return "true";
        }
        return rest.hasNext() ? rest.next() : "";
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no option --" + name);
        }
        return value;
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public List<Integer> numbers(String name) {
        return words(name).stream().map(Integer::valueOf).toList();
    }

    public List<String> words(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public boolean on(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** A path, when one was given. */
    public Optional<Path> path(String name) {
        return text(name).isEmpty() ? Optional.empty() : Optional.of(Path.of(text(name)));
    }

    /** All values, for the result file. */
    public Map<String, String> values() {
        return new java.util.TreeMap<>(values);
    }
}
