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
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.seal.BrokenSeal;
import io.opsbus.seal.MasterKey;
import io.opsbus.seal.Sealed;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The stored form of what accounts keep: JSON of the records, field by field, secrets sealed; a field nobody knows any more is passed
 * over.
 */
final class KeptJson {
    private static final String PURPOSE = "contact";
    private static final String OWNER = "robot";

    private final JsonMapper mapper;

    /** @param key empty when the operator has set none; what holds a secret is then refused */
    KeptJson(Optional<MasterKey> key) {
        mapper = JsonMapper.builder()
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(RuleTarget.class, Kinds.class)
                .addModule(new SimpleModule()
                        .addSerializer(Duration.class, new Seconds())
                        .addDeserializer(Duration.class, new FromSeconds())
                        .addSerializer(Secret.class, new Sealing(key))
                        .addDeserializer(Secret.class, new Opening(key)))
                .build();
    }

    private static final class Sealing extends StdSerializer<Secret> {
        private static final long serialVersionUID = 1;
        private final transient Optional<MasterKey> key;

        Sealing(Optional<MasterKey> key) {
            super(Secret.class);
            this.key = key;
        }

        @Override
        public void serialize(Secret value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(
                    value.reveal().isEmpty()
                            ? ""
                            : key.orElseThrow(Secret.CannotBeKept::new)
                                    .seal(PURPOSE, OWNER, value.reveal())
                                    .text());
        }
    }

    private static final class Opening extends StdDeserializer<Secret> {
        private static final long serialVersionUID = 1;
        private final transient Optional<MasterKey> key;

        Opening(Optional<MasterKey> key) {
            super(Secret.class);
            this.key = key;
        }

        /** What cannot be opened is as good as not set: one row must not stop the others. */
        @Override
        public Secret deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var sealed = Sealed.parse(in.getText());
            try {
                return key.isEmpty() || sealed.isEmpty()
                        ? Contact.Reach.NO_ROBOT
                        : Contact.Reach.robot(key.get().open(PURPOSE, OWNER, sealed.get()));
            } catch (BrokenSeal broken) {
                return Contact.Reach.NO_ROBOT;
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
