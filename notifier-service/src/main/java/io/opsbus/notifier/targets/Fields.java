package io.opsbus.notifier.targets;

import io.opsbus.notifier.FieldProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of a target as somebody gave them; each wrong one is named, and what is returned for it then is of no use. */
final class Fields {
    private static final URI NOWHERE = URI.create("http://nowhere.invalid/");
    private static final int MAX_SECRET = 8192;

    private final Map<String, ?> values;
    private final String path;
    private final List<FieldProblem> problems;
    private final Set<String> asked = new HashSet<>();
    private boolean ignoreRest;

    Fields(Map<String, ?> values, String path, List<FieldProblem> problems) {
        this.values = values;
        this.path = path;
        this.problems = problems;
    }

    void wrong(String name, String code, String message) {
        problems.add(new FieldProblem(path + name, code, message));
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    private @Nullable Object value(String name) {
        asked.add(name);
        return values.get(name);
    }

    /** A text; {@code absent} when there is none. */
    String text(String name, String absent) {
        var value = value(name);
        if (value != null && !(value instanceof String)) {
            wrong(name, "Invalid", "must be a string");
        }
        return value instanceof String text ? text : absent;
    }

    /** A text that must be there and pass {@code sound}. */
    String needed(String name, Predicate<String> sound, String message) {
        if (!has(name)) {
            asked.add(name);
            wrong(name, "Missing", message);
            return "";
        }
        return checked(name, text(name, ""), sound, message);
    }

    /** A text that may be absent (then empty) and otherwise must pass {@code sound}. */
    String optional(String name, Predicate<String> sound, String message) {
        return has(name) ? checked(name, text(name, ""), sound, message) : text(name, "");
    }

    private String checked(String name, String text, Predicate<String> sound, String message) {
        if (value(name) instanceof String && !sound.test(text)) {
            wrong(name, "Invalid", message);
        }
        return text;
    }

    /** One of the words of an enum, in lower case with hyphens. */
    <E extends Enum<E>> E word(String name, E absent) {
        var text = text(name, "");
        if (!has(name)) {
            return absent;
        }
        var all = absent.getDeclaringClass().getEnumConstants();
        for (var one : all) {
            if (word(one).equals(text)) {
                return one;
            }
        }
        var words = List.of(all).stream().map(Fields::word).toList();
        if (value(name) instanceof String) {
            wrong(name, "Unknown", "must be one of " + String.join(", ", words));
        }
        return absent;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A whole number within bounds; {@code absent} when there is none. */
    int number(String name, int absent, int from, int to) {
        var value = value(name);
        if (value == null) {
            return absent;
        }
        if ((value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= from
                && ((Number) value).longValue() <= to) {
            return ((Number) value).intValue();
        }
        wrong(name, "Invalid", "must be a whole number from " + from + " to " + to);
        return absent;
    }

    /** A secret; empty when absent. */
    Optional<Secret> secret(String name) {
        var text = optional(name, Fields::isSecret, "a secret has 1 to " + MAX_SECRET + " characters");
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    /** An access key: both parts or none. */
    Optional<Target.Login> login(String idName, String secretName) {
        var id = optional(idName, Fields::isVisible, "1 to 256 visible ASCII characters");
        var secret = secret(secretName);
        if (has(idName) != has(secretName)) {
            wrong(has(secretName) ? idName : secretName, "Missing", idName + " and " + secretName + " go together");
        }
        return secret.map(value -> new Target.Login(id, value));
    }

    private static boolean isSecret(String text) {
        return !text.isEmpty() && text.length() <= MAX_SECRET;
    }

    static boolean isVisible(String text) {
        return !text.isEmpty() && text.length() <= 256 && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** A list of texts, each sound; must not be empty. */
    List<String> texts(String name, int most, Predicate<String> sound, String message) {
        var texts = list(name);
        if (texts.isEmpty()) {
            wrong(name, "Missing", message);
        }
        if (texts.size() > most) {
            wrong(name, "TooMany", "at most " + most);
        }
        for (var i = 0; i < texts.size(); i++) {
            if (!sound.test(texts.get(i))) {
                wrong(name + "[" + i + "]", "Invalid", message);
            }
        }
        return texts;
    }

    /** A list of texts; empty when absent. */
    List<String> list(String name) {
        var value = value(name);
        var texts = new ArrayList<String>();
        if (value != null && !(value instanceof List<?>)) {
            wrong(name, "Invalid", "must be a list of strings");
        }
        if (value instanceof List<?> items) {
            for (var i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof String text) {
                    texts.add(text);
                } else {
                    wrong(name + "[" + i + "]", "Invalid", "must be a string");
                }
            }
        }
        return List.copyOf(texts);
    }

    /** An http or https address that must be there. */
    URI address(String name) {
        var text = text(name, "");
        if (has(name) && !(value(name) instanceof String)) {
            return NOWHERE;
        }
        var complaint = WebRules.complaint(text);
        complaint.ifPresent(words -> wrong(name, "Invalid", words));
        return complaint.isEmpty() ? URI.create(text) : NOWHERE;
    }

    /** Extra headers, names in lower case. */
    Map<String, Secret> headers(String name) {
        var value = value(name);
        if (value != null && !(value instanceof Map<?, ?>)) {
            wrong(name, "Invalid", "must be an object of strings");
        }
        var plain = new LinkedHashMap<String, String>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((header, content) -> {
                if (content instanceof String text) {
                    plain.put(String.valueOf(header), text);
                } else {
                    wrong(name, "Invalid", "a header's value must be a string");
                }
            });
        }
        return WebRules.headers(path + name, plain, problems);
    }

    void ignoreRest() {
        ignoreRest = true;
    }

    /** Names every field nobody asked for. */
    void rest() {
        if (ignoreRest) {
            return;
        }
        for (var name : values.keySet()) {
            if (!asked.contains(name)) {
                wrong(name.length() > 64 ? name.substring(0, 64) : name, "Unknown", "there is no such field");
            }
        }
    }
}
