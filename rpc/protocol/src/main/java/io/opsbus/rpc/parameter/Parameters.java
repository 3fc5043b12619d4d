package io.opsbus.rpc.parameter;

import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The parameters of one request, decoded, or those of one struct inside it ({@code Tag.1.} seen as {@code Key},
 * {@code Value}). Names are case-sensitive. No {@code toString}: values may be secrets.
 */
public final class Parameters {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm[:ss]'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private final String prefix;
    private final NavigableMap<String, String> all;

    private Parameters(String prefix, NavigableMap<String, String> all) {
        this.prefix = prefix;
        this.all = all;
    }

    /**
     * Query string and form body as one set. A name in both counts as the query has it: no official client does that.
     *
     * @param query the raw query string without {@code ?}; empty when there is none
     * @param form the raw body of a form post; empty when there is none
     * @return {@code Given}, or {@code Wrong} for broken encoding, a name given twice in one place, or too many
     */
    public static Got<Parameters> merge(String query, String form) {
        return QueryText.parse(query)
                .then(fromQuery -> QueryText.parse(form).then(fromForm -> {
                    NavigableMap<String, String> merged = new TreeMap<>(fromForm);
                    merged.putAll(fromQuery);
                    return new Got.Given<>(new Parameters("", merged));
                }));
    }

    /** The parameters of a request that has them elsewhere than in a query string or a form. */
    public static Parameters of(Map<String, String> all) {
        return new Parameters("", new TreeMap<>(all));
    }

    /** A request without parameters. */
    public static Parameters none() {
        return new Parameters("", new TreeMap<>());
    }

    /** Every name and value below this view's prefix, full names, sorted; what a signature covers. */
    public SortedMap<String, String> asMap() {
        return Collections.unmodifiableSortedMap(
                prefix.isEmpty() ? all : all.subMap(prefix, true, afterDot(prefix), false));
    }

    /** The text as sent; an empty text is a text. */
    public Got<String> text(String name) {
        String value = all.get(prefix + name);
        return value == null ? new Got.Absent<>() : new Got.Given<>(value);
    }

    /** A whole number from {@code min} to {@code max}; an empty text counts as nothing sent. */
    public Got<Long> whole(String name, long min, long max) {
        return parsed(name, (full, text) -> {
            int digits = text.startsWith("-") ? text.length() - 1 : text.length();
            boolean isNumber =
                    digits > 0 && text.substring(text.length() - digits).chars().allMatch(Parameters::isDigit);
            if (!isNumber) {
                return Got.wrong(full, Reason.MALFORMED, "is not a whole number");
            }
            if (digits > 18 || Long.parseLong(text) < min || Long.parseLong(text) > max) {
                return Got.wrong(full, Reason.OUT_OF_RANGE, "must be from " + min + " to " + max);
            }
            return new Got.Given<>(Long.parseLong(text));
        });
    }

    /** {@code true} or {@code false} in any case (Python clients send {@code True}); empty counts as nothing sent. */
    public Got<Boolean> flag(String name) {
        return parsed(name, (full, text) -> {
            if (text.equalsIgnoreCase("true")) {
                return new Got.Given<>(true);
            }
            return text.equalsIgnoreCase("false")
                    ? new Got.Given<>(false)
                    : Got.wrong(full, Reason.MALFORMED, "must be true or false");
        });
    }

    /** A time, {@code yyyy-MM-ddTHH:mm:ssZ} or {@code yyyy-MM-ddTHH:mmZ}, UTC; empty counts as nothing sent. */
    public Got<Instant> time(String name) {
        return parsed(name, (full, text) -> {
            try {
                // longer texts are years beyond 9999, which the formatter would take
                String bounded = text.length() > "2019-04-01T08:00:00Z".length() ? "" : text;
                return new Got.Given<>(TIME.parse(bounded, Instant::from));
            } catch (DateTimeParseException notATime) {
                return Got.wrong(full, Reason.MALFORMED, "must look like 2019-04-01T08:00:00Z");
            }
        });
    }

    /**
     * A repeat list {@code Name.1=a&Name.2=b}: 1-based, gaps allowed, in the order of the indices.
     *
     * @param limit most entries allowed
     * @return {@code Absent} without any entry; {@code Wrong} for a broken index, a plain {@code Name=a}, or too many
     */
    public Got<List<String>> texts(String name, int limit) {
        return IndexedNames.under(prefix + name, all, limit).then(list -> list.texts(all));
    }

    /**
     * A list of structs {@code Tag.1.Key=k&Tag.1.Value=v}; each entry is a view of its own fields.
     *
     * @param limit most entries allowed
     */
    public Got<List<Parameters>> structs(String name, int limit) {
        return IndexedNames.under(prefix + name, all, limit)
                .then(list -> list.structs()
                        .then(prefixes -> new Got.Given<>(prefixes.stream()
                                .map(below -> new Parameters(below, all))
                                .toList())));
    }

    /** The fields of a struct {@code Escalations.Critical.Times=3}, seen from {@code name}; may have none. */
    public Parameters struct(String name) {
        return new Parameters(prefix + name + ".", all);
    }

    /** The name {@code name} has on the wire, for messages. */
    public String fullName(String name) {
        return prefix + name;
    }

    private <T> Got<T> parsed(String name, BiFunction<String, String, Got<T>> read) {
        return text(name).then(text -> text.isEmpty() ? new Got.Absent<>() : read.apply(prefix + name, text));
    }

    /** First name that no longer starts with {@code dotted}, which ends in a dot: "/" follows "." in the code table. */
    static String afterDot(String dotted) {
        return dotted.substring(0, dotted.length() - 1) + "/";
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
