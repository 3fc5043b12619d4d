package io.opsbus.notifier.rpc;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.journal.Filter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a query, or a form, strictly: a name nobody knows, or given twice, is a problem, so that no filter is lost to a slip of the pen. */
public final class QueryReading {
    /** Names of {@link #filter}. */
    static final Set<String> FILTER = Set.of("event", "rule", "target", "silence", "since", "until");

    private static final int MOST_TEXT = 512;

    private final Map<String, String> values = new HashMap<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    /** Reads {@code name=value&…}, percent-encoded. */
    public QueryReading(String query, Set<String> known) {
        for (var part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                take(part, known);
            }
        }
    }

    private void take(String part, Set<String> known) {
        var equals = part.indexOf('=');
        var name = decoded(equals < 0 ? part : part.substring(0, equals));
        var value = decoded(equals < 0 ? "" : part.substring(equals + 1));
        if (name.isEmpty() || !known.contains(name.get())) {
            problem(name.map(QueryReading::shown).orElse("?"), "Unknown", "is not known here");
        } else if (value.isEmpty()) {
            problem(name.get(), "Invalid", "is not percent-encoded UTF-8");
        } else if (values.putIfAbsent(name.get(), value.get()) != null) {
            problem(name.get(), "Invalid", "is given twice");
        }
    }

    private static String shown(String name) {
        return name.length() > 40 || name.chars().anyMatch(c -> c <= ' ' || c >= 127) ? "?" : name;
    }

    private static Optional<String> decoded(String text) {
        try {
            var plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            return plain.indexOf('\uFFFD') < 0 ? Optional.of(plain) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void problem(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }

    /** Everything wrong so far; ask when everything is read. */
    public List<FieldProblem> problems() {
        return problems;
    }

    /** A value that must have a form; empty when it is left out, or wrong. */
    <T> Optional<T> value(String name, String form, Function<String, Optional<T>> reading) {
        var text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        var value = reading.apply(text);
        if (value.isEmpty()) {
            problem(name, "Invalid", "must be " + form);
        }
        return value;
    }

    /** A number within bounds. */
    int number(String name, int least, int most, int otherwise) {
        return value(name, "a whole number from " + least + " to " + most, text -> {
                    var digits = !text.isEmpty()
                            && text.length() <= 9
                            && text.chars().allMatch(c -> c >= '0' && c <= '9');
                    return digits && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most
                            ? Optional.of(Integer.parseInt(text))
                            : Optional.empty();
                })
                .orElse(otherwise);
    }

    /** Which deliveries of the account are meant. */
    Filter filter(AccountId account) {
        var since = time("since");
        var until = time("until");
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            problem("until", "Invalid", "must be after since");
        }
        return new Filter(
                account,
                text("event", MOST_TEXT),
                text("rule", MOST_TEXT),
                text("target", MOST_TEXT),
                text("silence", MOST_TEXT),
                since,
                until);
    }

    /** A text of one line. */
    public Optional<String> text(String name, int most) {
        return value(
                name,
                "1 to " + most + " characters, none of them a control character",
                text -> !text.isBlank() && text.length() <= most && text.chars().noneMatch(Character::isISOControl)
                        ? Optional.of(text)
                        : Optional.empty());
    }

    private Optional<Instant> time(String name) {
        return value(name, "a time such as 2026-11-23T12:00:00Z, of the years 1970 to 9999", text -> {
            try {
                var at = Instant.parse(text);
                return at.isBefore(Instant.EPOCH) || at.toString().startsWith("+") ? Optional.empty() : Optional.of(at);
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        });
    }
}
