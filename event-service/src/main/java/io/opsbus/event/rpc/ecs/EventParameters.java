package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.health.HealthStatus;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.TimeRange;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.RpcError;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parameters several Actions share. */
public final class EventParameters {
    /** API version of ECS. */
    public static final String VERSION = "2014-05-26";

    private static final int MOST_IDS = 100;
    /** So long a list is read to be counted. */
    private static final int LONGEST = 1_000;

    /** Where; every Action takes it. */
    public static final Parameter<String> REGION = Take.text("RegionId").required();

    static final Parameter<TimeRange> PUBLISHED = range("EventPublishTime");
    static final Parameter<TimeRange> NOT_BEFORE = range("NotBefore");
    static final Parameter<Optional<List<String>>> EVENT_IDS =
            ids("EventId", "event", EventErrors.TOO_MANY_EVENTS).optional();
    static final Parameter<String> EVENT_ID =
            Take.text("EventId").names("event").required();

    /** Where the words stand: they are too many for a cell. */
    private static final String TYPES = "one of the [types of system events](events.md#types-of-system-events)";

    private static final List<String> STATUSES =
            Arrays.stream(EventStatus.values()).map(EventStatus::word).toList();

    private static final Parameter<String> TAG_KEY = Take.text("Key").required();
    private static final Parameter<Optional<String>> TAG_VALUE =
            Take.anyText("Value").optional();
    /** Tags of the instance; one without a value asks for the key alone. */
    static final Parameter<List<Tag>> TAGS = Take.structs(
            "Tag", 20, Struct.of(values -> new Tag(values.get(TAG_KEY), values.get(TAG_VALUE)), TAG_KEY, TAG_VALUE));

    /** A tag asked for. */
    record Tag(String key, Optional<String> value) {}

    private EventParameters() {}

    /** {@code Name.N}, ids of resources; more than 100 are refused with that error. */
    public static Take<List<String>> ids(String name, String resource, RpcError tooMany) {
        return Take.texts(name, LONGEST)
                .names(resource)
                .as(
                        "at most " + MOST_IDS,
                        (given, ids) -> ids.size() <= MOST_IDS
                                ? new Got.Given<>(ids)
                                : new Got.Wrong<>(new ParameterError(
                                        given, Reason.TOO_MANY, "has more than 100 entries", tooMany)));
    }

    /** {@code Name.Start} and {@code Name.End}. */
    static Parameter<TimeRange> range(String name) {
        Parameter<Optional<Instant>> start = Take.time("Start").optional();
        Parameter<Optional<Instant>> end = Take.time("End").optional();
        return Take.struct(
                name,
                Struct.of(
                        values -> new TimeRange(
                                values.get(start).orElse(null), values.get(end).orElse(null)),
                        start,
                        end));
    }

    /** {@code EventType}: one of those this kind of resource has. */
    static Take<EventType> type(String name, boolean ofDisks) {
        return word(Take.text(name), TYPES, types(ofDisks), word -> typeOf(word, ofDisks))
                .refusing(403, "InvalidParameter");
    }

    /** {@code InstanceEventType.N}. */
    static Take<Set<EventType>> types(String name, int most) {
        return words(
                        Take.texts(name, most),
                        "at most " + most + ", each " + TYPES,
                        types(false),
                        word -> typeOf(word, false))
                .refusing(403, "InvalidParameter");
    }

    private static List<String> types(boolean ofDisks) {
        return Arrays.stream(EventType.values())
                .filter(type -> type.isOfDisk() == ofDisks)
                .map(EventType::word)
                .toList();
    }

    private static Optional<EventType> typeOf(String word, boolean ofDisks) {
        return EventType.parse(word).filter(type -> type.isOfDisk() == ofDisks);
    }

    /** {@code EventCycleStatus}. */
    static Take<EventStatus> status(String name) {
        return word(Take.text(name), quoted(STATUSES), STATUSES, EventStatus::parse)
                .refusing(403, "InvalidParameter");
    }

    /** {@code InstanceEventCycleStatus.N}. */
    static Take<Set<EventStatus>> statuses(String name, int most) {
        return words(
                        Take.texts(name, most),
                        "at most " + most + ", each one of " + quoted(STATUSES),
                        STATUSES,
                        EventStatus::parse)
                .refusing(403, "InvalidParameter");
    }

    /** {@code HealthStatus}, in any case. */
    static Take<HealthStatus> health() {
        List<String> all =
                Arrays.stream(HealthStatus.values()).map(HealthStatus::word).toList();
        return word(Take.text("HealthStatus"), quoted(all), all, HealthStatus::parse)
                .refusing(403, "InvalidParameter");
    }

    private static String quoted(List<String> words) {
        return words.stream().collect(Collectors.joining("`, `", "`", "`"));
    }

    /** One of these words. */
    public static <T> Take<T> word(Take<String> text, List<String> all, Function<String, Optional<T>> parse) {
        return word(text, quoted(all), all, parse);
    }

    private static <T> Take<T> word(
            Take<String> text, String limits, List<String> all, Function<String, Optional<T>> parse) {
        return text.as(
                limits,
                (name, word) -> parse.apply(word).<Got<T>>map(Got.Given::new).orElseGet(() -> unknown(name, all)));
    }

    private static <T> Take<Set<T>> words(
            Take<List<String>> texts, String limits, List<String> all, Function<String, Optional<T>> parse) {
        return texts.as(limits, (name, words) -> {
            Set<T> found = new LinkedHashSet<>();
            for (String word : words) {
                Optional<T> one = parse.apply(word);
                if (one.isEmpty()) {
                    return unknown(name, all);
                }
                found.add(one.get());
            }
            return new Got.Given<>(found);
        });
    }

    private static <T> Got<T> unknown(String name, List<String> all) {
        return Got.wrong(name, Reason.MALFORMED, "must be one of " + String.join(", ", all));
    }

    /** A filter that is not kept here: ignored, it would widen the answer. */
    static Parameter<Optional<String>> unsupported(String name) {
        return Take.text(name)
                .<String>as(
                        "refused when sent",
                        (given, text) -> Got.wrong(given, Reason.MALFORMED, "is a filter this service does not have"))
                .optional();
    }

    /** The events of these ids; a text that is no id is nobody's event. */
    static Set<EventId> eventIds(List<String> texts) {
        return texts.stream().flatMap(text -> EventId.parse(text).stream()).collect(Collectors.toSet());
    }

    /** The resources of these ids. */
    public static Set<ResourceId> resources(List<String> texts) {
        return texts.stream().map(ResourceId::new).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
