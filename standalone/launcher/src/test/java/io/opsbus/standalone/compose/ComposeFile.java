package io.opsbus.standalone.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml}, read as an engine does: anchors merged, variables with their defaults. */
final class ComposeFile {
    static final Path HOME = Path.of(System.getProperty("opsbus.home", ".")).toAbsolutePath();

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)(:[-?])?([^}]*)}");

    private final String text;
    private final Map<?, ?> all;

    private ComposeFile(String text) {
        this.text = text;
        this.all = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    static ComposeFile read() {
        return new ComposeFile(file("docker-compose.yml"));
    }

    static String file(String name) {
        try {
            return Files.readString(HOME.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A variable of the environment.
     *
     * @param usual its default; empty when it must be set
     */
    record Variable(String name, Optional<String> usual) {}

    /** All there are. */
    Set<Variable> variables() {
        return VARIABLE.matcher(text)
                .results()
                .map(found -> new Variable(
                        found.group(1), ":?".equals(found.group(2)) ? Optional.empty() : Optional.of(found.group(3))))
                .collect(Collectors.toSet());
    }

    Map<String, Service> services() {
        var services = new TreeMap<String, Service>();
        map(all.get("services")).forEach((name, one) -> services.put(name.toString(), new Service(map(one))));
        return services;
    }

    Service service(String name) {
        return new Service(map(map(all.get("services")).get(name)));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String resolved(Object value) {
        return VARIABLE.matcher(value.toString())
                .replaceAll(found -> Matcher.quoteReplacement(
                        ":-".equals(found.group(2)) ? found.group(3) : "<" + found.group(1) + ">"));
    }

    /** One of the file's services. */
    record Service(Map<?, ?> all) {
        boolean has(String key) {
            return all.containsKey(key);
        }

        String text(String key) {
            Object value = all.get(key);
            return value == null ? "" : resolved(value);
        }

        /** A list of texts, or the names of a map. */
        List<String> list(String key) {
            return switch (all.get(key)) {
                case List<?> list -> list.stream().map(ComposeFile::resolved).toList();
                case Map<?, ?> map ->
                    map.keySet().stream().map(Object::toString).toList();
                case null, default -> List.of();
            };
        }

        /** By what names others reach it, beside its own. */
        List<String> aliases() {
            return map(all.get("networks")).values().stream()
                    .flatMap(network ->
                            map(network).get("aliases") instanceof List<?> list ? list.stream() : Stream.empty())
                    .map(Object::toString)
                    .distinct()
                    .toList();
        }

        Map<String, String> environment() {
            var environment = new TreeMap<String, String>();
            map(all.get("environment")).forEach((name, value) -> environment.put(name.toString(), resolved(value)));
            return environment;
        }
    }
}
