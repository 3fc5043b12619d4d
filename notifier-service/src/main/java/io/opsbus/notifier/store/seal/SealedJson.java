package io.opsbus.notifier.store.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.seal.KeyId;
import io.opsbus.seal.Sealed;
import java.util.Set;
import java.util.TreeSet;

/** A stored document and the secrets in it, wherever they stand. */
final class SealedJson {
    /** The one field of what stands in a secret's place. */
    static final String FIELD = "sealed";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SealedJson() {}

    /**
     * The document with every secret sealed by the current key; those it has sealed stay as they are.
     *
     * @throws Unopened when one cannot be opened, or the document cannot be read
     */
    static String resealed(String document, Label label, Seals seals) throws Unopened {
        try {
            var tree = JSON.readTree(document);
            reseal(tree, label, seals);
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException damaged) {
            throw new Unopened("a stored document is damaged");
        }
    }

    private static void reseal(JsonNode node, Label label, Seals seals) throws Unopened {
        if (node instanceof ObjectNode object && object.path(FIELD).isTextual()) {
            var stored = object.path(FIELD).textValue();
            var by = Sealed.parse(stored).flatMap(Sealed::key);
            if (by.isEmpty() || !by.equals(seals.current())) {
                object.put(FIELD, seals.seal(label, seals.open(label, stored)));
            }
        }
        for (var child : node) {
            reseal(child, label, seals);
        }
    }

    /** By which keys the document's secrets are sealed: their ids, and the empty text for what names none. */
    static Set<String> keys(String document) {
        try {
            var found = new TreeSet<String>();
            collect(JSON.readTree(document), found);
            return found;
        } catch (JsonProcessingException damaged) {
            return Set.of();
        }
    }

    private static void collect(JsonNode node, Set<String> into) {
        if (node.path(FIELD).isTextual()) {
            into.add(Sealed.parse(node.path(FIELD).textValue())
                    .flatMap(Sealed::key)
                    .map(KeyId::text)
                    .orElse(""));
        }
        for (var child : node) {
            collect(child, into);
        }
    }
}
