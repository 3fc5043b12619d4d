package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.SubscriptionDraft;
import io.opsbus.notifier.draft.SubscriptionEdit;
import io.opsbus.notifier.pace.PaceDraft;
import io.opsbus.notifier.silence.InhibitionDraft;
import io.opsbus.notifier.silence.Scope;
import io.opsbus.notifier.silence.SilenceDraft;
import io.opsbus.notifier.targets.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the JSON of subscriptions and silences strictly: known fields, right types, no field twice; every problem is named. */
public final class DraftReading {
    private static final String FALLBACK = "fallback";
    private static final String AT_ONCE = "fallbackWhenDisabled";
    private static final String ORDER = "resourceOrder";
    private static final String ENABLED = "enabled";
    /** Of a subscription that was told: nobody changes it. */
    private static final List<String> TOLD = List.of("id", "accountId", "targetId", "fallbackTargetId");

    private static final String VERSION = "version";
    private static final Set<String> SCOPE_FIELDS =
            Set.of("levels", "names", "product", "resources", "statuses", "words");
    private static final Set<String> SILENCE_FIELDS = Set.of(
            "levels", "names", "product", "resources", "statuses", "words", "from", "until", "author", "comment");
    private static final String BOUND = "atMostMinutes";
    private static final Set<String> INHIBITION_FIELDS = Set.of("begins", "ends", "mutes", BOUND, "author", "comment");
    private static final Set<String> FIELDS = Set.of(
            "levels",
            "names",
            "product",
            "resources",
            "statuses",
            "target",
            ENABLED,
            "mergeSeconds",
            "quiet",
            FALLBACK,
            AT_ONCE,
            ORDER);
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(65_536)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<FieldProblem> problems = new ArrayList<>();

    /** What reading came to. */
    public sealed interface Read<T> {
        /** A draft, not yet checked. */
        record Draft<T>(T draft) implements Read<T> {}

        /** Fields of wrong type or name. */
        record Wrong<T>(List<FieldProblem> problems) implements Read<T> {}

        /** No JSON object at all. */
        record NoJson<T>() implements Read<T> {}
    }

    /** A subscription to be made. */
    public static Read<SubscriptionDraft> read(byte[] json) {
        return object(json).map(object -> new DraftReading().read(object)).orElseGet(Read.NoJson::new);
    }

    static Read<SilenceDraft> silence(byte[] json) {
        return object(json).map(object -> new DraftReading().silence(object)).orElseGet(Read.NoJson::new);
    }

    private Read<SilenceDraft> silence(ObjectNode object) {
        known(object, SILENCE_FIELDS);
        var draft = new SilenceDraft(
                scope(object),
                text(object, "from"),
                text(object, "until"),
                text(object, "author"),
                text(object, "comment"));
        return asRead(draft);
    }

    static Read<InhibitionDraft> inhibition(byte[] json) {
        return object(json).map(object -> new DraftReading().inhibition(object)).orElseGet(Read.NoJson::new);
    }

    private Read<InhibitionDraft> inhibition(ObjectNode object) {
        known(object, INHIBITION_FIELDS);
        var bound = object.path(BOUND);
        if (!bound.isMissingNode() && !bound.canConvertToInt()) {
            problems.add(new FieldProblem(BOUND, "Invalid", "must be a whole number of minutes"));
        }
        var draft = new InhibitionDraft(
                scope(object, "begins"),
                scope(object, "ends"),
                scope(object, "mutes"),
                bound.asInt(),
                text(object, "author"),
                text(object, "comment"));
        return asRead(draft);
    }

    private Scope scope(ObjectNode object, String name) {
        var own = new DraftReading();
        var fields = object.path(name) instanceof ObjectNode node ? node : MAPPER.createObjectNode();
        if (!object.path(name).isObject()) {
            problems.add(new FieldProblem(name, "Missing", "an object that says which events, as a silence does"));
        }
        own.known(fields, SCOPE_FIELDS);
        var scope = own.scope(fields);
        own.problems.forEach(
                one -> problems.add(new FieldProblem(name + "." + one.field(), one.code(), one.message())));
        return scope;
    }

    private Scope scope(ObjectNode object) {
        return new Scope(
                texts(object, "levels"),
                texts(object, "names"),
                text(object, "product"),
                texts(object, "resources"),
                texts(object, "statuses"),
                text(object, "words"));
    }

    private <T> Read<T> asRead(T draft) {
        return problems.isEmpty() ? new Read.Draft<>(draft) : new Read.Wrong<>(List.copyOf(problems));
    }

    /** A JSON object, read as strictly. */
    static Optional<ObjectNode> object(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            return MAPPER.readTree(parser) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A name somebody gave, no longer than is told back. */
    static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) : name;
    }

    /** What a subscription shall be; it may have been told before, with what is ours in it. */
    public static Read<SubscriptionEdit> edit(byte[] json) {
        return object(json).map(object -> new DraftReading().edit(object)).orElseGet(Read.NoJson::new);
    }

    private Read<SubscriptionEdit> edit(ObjectNode object) {
        var version = object.path(VERSION);
        if (!version.isMissingNode() && !(version.isIntegralNumber() && version.canConvertToLong())) {
            problems.add(new FieldProblem(VERSION, "Invalid", "must be the version that was read"));
        }
        var told = TOLD.stream()
                .filter(object::has)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), name -> text(object, name)));
        var enabled =
                object.has(ENABLED) ? Optional.of(object.path(ENABLED).asBoolean(true)) : Optional.<Boolean>empty();
        object.remove(TOLD);
        object.remove(VERSION);
        return switch (read(object)) {
            case Read.Draft<SubscriptionDraft>(var draft) ->
                new Read.Draft<>(new SubscriptionEdit(
                        draft,
                        told,
                        version.isMissingNode() ? Optional.empty() : Optional.of(version.asLong()),
                        enabled));
            case Read.Wrong<SubscriptionDraft>(var all) -> new Read.Wrong<>(all);
            case Read.NoJson<SubscriptionDraft>() -> new Read.NoJson<>();
        };
    }

    private Read<SubscriptionDraft> read(ObjectNode object) {
        known(object, FIELDS);
        Map<String, Object> target = Map.of();
        if (object.path("target") instanceof ObjectNode fields) {
            target = plain(fields);
        } else {
            problems.add(new FieldProblem("target", "Missing", "a target is an object with a type"));
        }
        Optional<List<String>> statuses =
                object.has("statuses") ? Optional.of(texts(object, "statuses")) : Optional.empty();
        var draft = new SubscriptionDraft(
                texts(object, "levels"),
                texts(object, "names"),
                text(object, "product"),
                texts(object, "resources"),
                statuses,
                target,
                truth(object, ENABLED),
                pace(object),
                fallback(object),
                object.has(ORDER) ? Optional.of(text(object, ORDER)) : Optional.empty());
        if (!problems.isEmpty() && !target.isEmpty()) {
            var _ = Target.read(target, problems); // named at once with the others
        }
        return asRead(draft);
    }

    private Optional<SubscriptionDraft.Second> fallback(ObjectNode object) {
        var atOnce = truth(object, AT_ONCE);
        if (object.path(FALLBACK) instanceof ObjectNode fields) {
            return Optional.of(new SubscriptionDraft.Second(plain(fields), atOnce));
        }
        if (object.hasNonNull(FALLBACK)) {
            problems.add(new FieldProblem(FALLBACK, "Invalid", "a fallback is an object with a type, as a target is"));
        } else if (object.has(AT_ONCE)) {
            problems.add(new FieldProblem(AT_ONCE, "Invalid", "there is no fallback"));
        }
        return Optional.empty();
    }

    private void known(ObjectNode object, Set<String> fields) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                problems.add(new FieldProblem(shown(name), "Unknown", "there is no such field"));
            }
        });
    }

    private List<String> texts(JsonNode object, String name) {
        var node = object.path(name);
        var texts = new ArrayList<String>();
        if (!node.isMissingNode() && !node.isArray()) {
            problems.add(new FieldProblem(name, "Invalid", "must be a list of strings"));
        }
        for (var i = 0; i < node.size() && node.isArray(); i++) {
            if (node.get(i).isTextual()) {
                texts.add(node.get(i).textValue());
            } else {
                problems.add(new FieldProblem(name + "[" + i + "]", "Invalid", "must be a string"));
            }
        }
        return texts;
    }

    private String text(JsonNode object, String name) {
        var node = object.path(name);
        if (!node.isMissingNode() && !node.isTextual()) {
            problems.add(new FieldProblem(name, "Invalid", "must be a string"));
        }
        return node.isTextual() ? node.textValue() : "";
    }

    /** Plain values for the domain to check; a null counts as absent. */
    private static Map<String, Object> plain(ObjectNode fields) {
        Map<String, Object> values = MAPPER.convertValue(fields, new TypeReference<>() {});
        values.values().removeIf(Objects::isNull);
        return values;
    }

    private PaceDraft pace(JsonNode object) {
        var merge = object.path("mergeSeconds");
        if (!merge.isMissingNode() && !merge.canConvertToInt()) {
            problems.add(new FieldProblem("mergeSeconds", "Invalid", "must be a whole number of seconds"));
        }
        var quiet = object.path("quiet");
        if (!quiet.isMissingNode() && !quiet.isObject()) {
            problems.add(new FieldProblem("quiet", "Invalid", "must be an object with from, to and zone"));
        }
        return new PaceDraft(
                merge.asInt(), quiet instanceof ObjectNode fields ? Optional.of(plain(fields)) : Optional.empty());
    }

    /** True when absent. */
    private boolean truth(JsonNode object, String name) {
        var node = object.path(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            problems.add(new FieldProblem(name, "Invalid", "must be true or false"));
        }
        return node.asBoolean(true);
    }
}
