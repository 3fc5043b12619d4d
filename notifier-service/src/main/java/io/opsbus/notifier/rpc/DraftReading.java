package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.SubscriptionDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a subscription's JSON strictly: known fields, right types, no field twice; every problem is named. */
final class DraftReading {
    private static final Set<String> FIELDS =
            Set.of("levels", "names", "product", "resources", "statuses", "target", "enabled");
    private static final Set<String> TARGET_FIELDS = Set.of("type", "url", "headers");
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
    sealed interface Read {
        /** A draft, not yet checked. */
        record Draft(SubscriptionDraft draft) implements Read {}

        /** Fields of wrong type or name. */
        record Wrong(List<FieldProblem> problems) implements Read {}

        /** No JSON object at all. */
        record NoJson() implements Read {}
    }

    static Read read(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            return MAPPER.readTree(parser) instanceof ObjectNode object
                    ? new DraftReading().read(object)
                    : new Read.NoJson();
        } catch (IOException _) {
            return new Read.NoJson();
        }
    }

    private Read read(ObjectNode object) {
        known(object, FIELDS, "");
        var target = object.path("target");
        if (target instanceof ObjectNode fields) {
            known(fields, TARGET_FIELDS, "target.");
            if (!text(target, "target.", "type", "webhook").equals("webhook")) {
                problems.add(new FieldProblem("target.type", "Unknown", "a target is a webhook"));
            }
        } else {
            problems.add(new FieldProblem("target", "Missing", "a target is an object with a url"));
        }
        Optional<List<String>> statuses =
                object.has("statuses") ? Optional.of(texts(object, "statuses")) : Optional.empty();
        var draft = new SubscriptionDraft(
                texts(object, "levels"),
                texts(object, "names"),
                text(object, "", "product", ""),
                texts(object, "resources"),
                statuses,
                text(target, "target.", "url", ""),
                headers(target),
                enabled(object));
        return problems.isEmpty() ? new Read.Draft(draft) : new Read.Wrong(List.copyOf(problems));
    }

    private void known(ObjectNode object, Set<String> names, String path) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                var shown = name.length() > 64 ? name.substring(0, 64) : name;
                problems.add(new FieldProblem(path + shown, "Unknown", "there is no such field"));
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

    private String text(JsonNode object, String path, String name, String absent) {
        var node = object.path(name);
        if (!node.isMissingNode() && !node.isTextual()) {
            problems.add(new FieldProblem(path + name, "Invalid", "must be a string"));
        }
        return node.isTextual() ? node.textValue() : absent;
    }

    private boolean enabled(JsonNode object) {
        var node = object.path("enabled");
        if (!node.isMissingNode() && !node.isBoolean()) {
            problems.add(new FieldProblem("enabled", "Invalid", "must be true or false"));
        }
        return node.asBoolean(true);
    }

    private Map<String, String> headers(JsonNode target) {
        var node = target.path("headers");
        var headers = new HashMap<String, String>();
        if (!node.isMissingNode() && !node.isObject()) {
            problems.add(new FieldProblem("target.headers", "Invalid", "must be an object of strings"));
        }
        node.properties().forEach(header -> {
            if (header.getValue().isTextual()) {
                headers.put(header.getKey(), header.getValue().textValue());
            } else {
                problems.add(new FieldProblem("target.headers", "Invalid", "a header's value must be a string"));
            }
        });
        return headers;
    }
}
