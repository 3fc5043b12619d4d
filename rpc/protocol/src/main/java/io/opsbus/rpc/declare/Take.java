package io.opsbus.rpc.declare;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.parameter.Parameters;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A parameter being declared: {@code Take.text("InstanceName").length(2, 128).optional()}. Immutable; ends in
 * {@link #required}, {@link #optional} or {@link #or}.
 *
 * <p>An empty text counts as nothing sent, but not where the value names a resource: there it is an error, so that a broken
 * selector never widens a request.
 */
public final class Take<T> {
    private static final int LONGEST_ID = 64;

    private final Field field;
    private final BiFunction<Parameters, String, Got<T>> reader;
    private final Refusing refusing;
    private final Function<? super T, String> spelling;

    private Take(
            Field field,
            BiFunction<Parameters, String, Got<T>> reader,
            Refusing refusing,
            Function<? super T, String> spelling) {
        this.field = field;
        this.reader = reader;
        this.refusing = refusing;
        this.spelling = spelling;
    }

    private static <T> Take<T> of(String name, Kind kind, String limits, BiFunction<Parameters, String, Got<T>> read) {
        return new Take<>(
                new Field(name, kind, false, limits, "", "", List.of()), read, Refusing.USUAL, Spelling::usual);
    }

    /** Any text. */
    public static Take<String> text(String name) {
        return of(name, Kind.TEXT, "", Take::nonEmpty);
    }

    /** A text that is or may be an id: 1 to 64 characters, not blank. */
    public static Take<String> id(String name) {
        return text(name).only("1 to 64 characters", Take::mayBeId);
    }

    private static boolean mayBeId(String text) {
        return !text.isBlank() && text.length() <= LONGEST_ID;
    }

    /** A text that may be empty and then says so: an empty description clears one. */
    public static Take<String> anyText(String name) {
        return of(name, Kind.TEXT, "", Parameters::text);
    }

    /** One of these words, exactly. */
    public static Take<String> word(String name, String... allowed) {
        List<String> words = List.of(allowed);
        return of(
                name,
                Kind.WORD,
                "`" + String.join("`, `", words) + "`",
                (from, key) -> nonEmpty(from, key)
                        .then(text -> words.contains(text)
                                ? new Got.Given<>(text)
                                : Got.wrong(
                                        from.fullName(key),
                                        Reason.MALFORMED,
                                        "must be one of " + String.join(", ", words))));
    }

    /** A whole number from {@code min} to {@code max}. */
    public static Take<Integer> whole(String name, int min, int max) {
        return of(
                name,
                Kind.WHOLE,
                min + " to " + max,
                (from, key) -> from.whole(key, min, max).then(number -> new Got.Given<>(number.intValue())));
    }

    /** A number such as 0.97, not negative, at most {@code max}. */
    public static Take<BigDecimal> decimal(String name, long max) {
        Pattern shape = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
        return of(
                name,
                Kind.DECIMAL,
                "0 to " + max,
                (from, key) -> nonEmpty(from, key)
                        .then(text -> shape.matcher(text).matches()
                                        && new BigDecimal(text).compareTo(BigDecimal.valueOf(max)) <= 0
                                ? new Got.Given<>(new BigDecimal(text))
                                : Got.wrong(
                                        from.fullName(key), Reason.MALFORMED, "must be a number from 0 to " + max)));
    }

    /** {@code true} or {@code false} in any case. */
    public static Take<Boolean> flag(String name) {
        return of(name, Kind.FLAG, "", Parameters::flag);
    }

    /** A time, {@code yyyy-MM-ddTHH:mm:ssZ} or {@code yyyy-MM-ddTHH:mmZ}. */
    public static Take<Instant> time(String name) {
        return of(name, Kind.TIME, "`yyyy-MM-ddTHH:mm:ssZ`", Parameters::time);
    }

    /** {@code Name.1=a&Name.2=b}, at most {@code limit} entries. */
    public static Take<List<String>> texts(String name, int limit) {
        return of(name, Kind.TEXT_LIST, "at most " + limit, (from, key) -> from.texts(key, limit));
    }

    /** {@code Name=["a","b"]}, at most {@code limit} entries; {@code []} is a list of nothing, not an absent one. */
    public static Take<List<String>> jsonTexts(String name, int limit) {
        return of(
                name,
                Kind.JSON_LIST,
                "at most " + limit,
                (from, key) -> from.text(key)
                        .then(text -> JsonReader.texts(text)
                                .<Got<List<String>>>map(list -> list.size() <= limit
                                        ? new Got.Given<>(list)
                                        : Got.wrong(
                                                from.fullName(key),
                                                Reason.TOO_MANY,
                                                "has more than " + limit + " entries"))
                                .orElseGet(() -> Got.wrong(
                                        from.fullName(key), Reason.MALFORMED, "must be a JSON array of strings"))));
    }

    /** {@code Name={"k":"v"}}, values as texts, at most {@code limit} entries. */
    public static Take<Map<String, String>> jsonTextMap(String name, int limit) {
        return of(
                name,
                Kind.JSON_OBJECT,
                "at most " + limit,
                (from, key) -> nonEmpty(from, key)
                        .then(text -> JsonReader.textMap(text)
                                .<Got<Map<String, String>>>map(map -> map.size() <= limit
                                        ? new Got.Given<>(map)
                                        : Got.wrong(
                                                from.fullName(key),
                                                Reason.TOO_MANY,
                                                "has more than " + limit + " entries"))
                                .orElseGet(() -> Got.wrong(
                                        from.fullName(key), Reason.MALFORMED, "must be a JSON object of strings"))));
    }

    /** {@code Name.Field=v}; always given, its fields say what is absent. */
    public static <T> Parameter<T> struct(String name, Struct<T> struct) {
        Field field = new Field(name, Kind.STRUCT, false, "", "", "", struct.fields());
        return new Parameter<>(field, struct.refusing(name + "."), from -> struct.read(from.struct(name)));
    }

    /** {@code Name.1.Field=v}, at most {@code limit} entries; an empty list when nothing is sent. */
    public static <T> Parameter<List<T>> structs(String name, int limit, Struct<T> struct) {
        Field field = new Field(name, Kind.STRUCT_LIST, false, "at most " + limit, "", "", struct.fields());
        return new Parameter<>(
                field,
                struct.refusing(name + ".N."),
                from -> from.structs(name, limit).<List<T>>then(struct::readAll).or(List.of()));
    }

    /** Its value, or each of its values, is the id of a resource of this kind ({@code instance}, {@code disk} …). */
    public Take<T> names(String resource) {
        return names(resource, LONGEST_ID);
    }

    /** The same for resources whose ids may have more than 64 characters. */
    public Take<T> names(String resource, int longest) {
        return new Take<>(field.naming(resource), (from, key) -> refusingEmpty(from, key, longest), refusing, spelling);
    }

    private static Stream<String> ids(Object value) {
        return switch (value) {
            case String text -> Stream.of(text);
            case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
            default -> Stream.of();
        };
    }

    private Got<T> refusingEmpty(Parameters from, String key, int longest) {
        boolean isEmptyText = from.text(key) instanceof Got.Given<String>(String text) && text.isEmpty();
        if (isEmptyText) {
            return Got.wrong(from.fullName(key), Reason.MALFORMED, "names a resource and must not be empty");
        }
        return reader.apply(from, key)
                .then(value -> ids(value).allMatch(id -> !id.isBlank() && id.length() <= longest)
                        ? new Got.Given<>(value)
                        : Got.wrong(
                                from.fullName(key),
                                Reason.MALFORMED,
                                "names a resource: 1 to " + longest + " characters"));
    }

    /** One sentence for the reference page. */
    public Take<T> meaning(String sentence) {
        return new Take<>(field.meaning(sentence), reader, refusing, spelling);
    }

    /** How the wire writes a value, for the reference page; needed where a default is not what callers send. */
    public Take<T> spelled(Function<? super T, String> word) {
        return new Take<>(field, reader, refusing, word);
    }

    /** A value that is sent and cannot be used is refused with this code, as the contract has it for this parameter. */
    public Take<T> refusing(int status, String code) {
        return new Take<>(field, reader, refusing.unusable(field.name(), status, code), spelling);
    }

    /** A request without it is refused with this code, as the contract has it for this parameter. */
    public Take<T> missing(String code) {
        return new Take<>(field, reader, refusing.missing(field.name(), code), spelling);
    }

    /** Reads the value further; {@code next} may find it unusable. {@code limits} is for the reference page. */
    public <R> Take<R> as(String limits, BiFunction<String, T, Got<R>> next) {
        return new Take<>(
                field.limits(limits),
                (from, key) -> reader.apply(from, key).then(value -> next.apply(from.fullName(key), value)),
                refusing,
                Spelling::usual);
    }

    /** Only values that pass; {@code limits} completes the sentence "must be …" or "must have …". */
    public Take<T> only(String limits, java.util.function.Predicate<T> passes) {
        return as(
                limits,
                (key, value) -> passes.test(value)
                        ? new Got.Given<>(value)
                        : Got.wrong(key, Reason.MALFORMED, "must be " + limits));
    }

    /** A request without it is refused: {@code MissingParameter}. */
    public Parameter<T> required() {
        String name = field.name();
        return new Parameter<>(
                field.required(), refusing, from -> reader.apply(from, name).required(from.fullName(name)));
    }

    /** It may be left out. */
    public Parameter<Optional<T>> optional() {
        String name = field.name();
        return new Parameter<>(
                field,
                refusing,
                from -> reader.apply(from, name)
                        .<Optional<T>>then(value -> new Got.Given<>(Optional.of(value)))
                        .or(Optional.empty()));
    }

    /**
     * Left out, it is {@code fallback}, which the reference page tells in the wire's words; nothing where it is empty.
     *
     * @throws IllegalArgumentException when it is a constant of ours and nothing says how the wire writes it, which is a bug
     */
    public Parameter<T> or(T fallback) {
        String word = spelling.apply(fallback);
        return or(fallback, word.isEmpty() ? "none" : "`" + word + "`");
    }

    /**
     * Left out, it is {@code fallback}.
     *
     * @param told what the reference page says it is, such as {@code the image's size}
     */
    public Parameter<T> or(T fallback, String told) {
        String name = field.name();
        String limits = field.limits().isEmpty() ? "" : field.limits() + "; ";
        return new Parameter<>(
                field.limits(limits + "default " + told),
                refusing,
                from -> reader.apply(from, name).or(fallback));
    }

    private static Got<String> nonEmpty(Parameters from, String name) {
        return from.text(name).then(text -> text.isEmpty() ? new Got.Absent<>() : new Got.Given<>(text));
    }
}
