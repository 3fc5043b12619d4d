package io.opsbus.notifier.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.notifier.store.seal.Label;
import io.opsbus.notifier.store.seal.Seals;
import io.opsbus.notifier.store.seal.Unopened;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.seal.KeyRing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored form of what accounts keep: JSON of the records, field by field, secrets sealed; a field nobody knows any more is passed
 * over.
 */
final class KeptJson {
    private static final String SEALED = "sealed";

    private final JsonMapper mapper;

    /** @param keys empty when the operator has set none; what holds a secret is then refused */
    KeptJson(Optional<KeyRing> keys) {
        var seals = new Seals(keys);
        mapper = JsonMapper.builder()
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(RuleTarget.class, Kinds.class)
                .addModule(new SimpleModule()
                        .addSerializer(Duration.class, new Seconds())
                        .addDeserializer(Duration.class, new FromSeconds())
                        .addSerializer(Instant.class, ToStringSerializer.instance)
                        .addDeserializer(Instant.class, new FromText())
                        .addSerializer(Secret.class, new Sealing(seals))
                        .addDeserializer(Secret.class, new Opening(seals)))
                .build();
    }

    private static final class Sealing extends StdSerializer<Secret> {
        private static final long serialVersionUID = 1;
        private final transient Seals seals;

        Sealing(Seals seals) {
            super(Secret.class);
            this.seals = seals;
        }

        @Override
        public void serialize(Secret value, JsonGenerator out, SerializerProvider provider) throws IOException {
            var stored = value.unopened().map(Secret.Unopened::stored);
            if (stored.isEmpty() && value.reveal().isEmpty()) {
                out.writeString("");
                return;
            }
            out.writeStartObject();
            out.writeStringField(SEALED, stored.orElseGet(() -> seals.seal(Label.ROBOT, value.reveal())));
            out.writeEndObject();
        }
    }

    private static final class Opening extends StdDeserializer<Secret> {
        private static final long serialVersionUID = 1;
        private final transient Seals seals;

        Opening(Seals seals) {
            super(Secret.class);
            this.seals = seals;
        }

        /** What cannot be opened now is kept: one row must not stop the others, nor lose what it holds. */
        @Override
        public Secret deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = in.readValueAsTree();
            var stored = (node.isObject() ? node.path(SEALED) : node).asText();
            if (stored.isEmpty()) {
                return Contact.Reach.NO_ROBOT;
            }
            try {
                return Contact.Reach.robot(seals.open(Label.ROBOT, stored));
            } catch (Unopened unopened) {
                return Contact.Reach.unopened(new Secret.Unopened(stored, unopened.why()));
            }
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = RuleTarget.Contacts.class, name = "contacts"),
        @JsonSubTypes.Type(value = RuleTarget.Webhook.class, name = "webhook"),
        @JsonSubTypes.Type(value = RuleTarget.Queue.class, name = "queue"),
        @JsonSubTypes.Type(value = RuleTarget.Function.class, name = "function"),
        @JsonSubTypes.Type(value = RuleTarget.Log.class, name = "log"),
        @JsonSubTypes.Type(value = RuleTarget.OpenApi.class, name = "open-api")
    })
    private interface Kinds {}

    private static final class Seconds extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1;

        Seconds() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.toSeconds());
        }
    }

    private static final class FromSeconds extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        FromSeconds() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Duration.ofSeconds(in.getLongValue());
        }
    }

    private static final class FromText extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        FromText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.parse(in.getText());
        }
    }

    String write(Object kept) {
        try {
            return mapper.writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof Secret.CannotBeKept refused) {
                throw refused;
            }
            throw new IllegalStateException("a record has a JSON form", e);
        }
    }

    /** @throws IllegalStateException when the text was not written by {@link #write} */
    <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }
}
