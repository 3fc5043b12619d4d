package io.opsbus.invocation.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Things as JSON. Ids are texts, times and durations ISO texts, bytes Base64; a state or a kind of work names itself in the
 * property {@code is}. A property that is not known is passed over, one that is missing is null: rows of an older and a newer
 * release are read.
 */
final class Bodies {
    private static final List<Class<?>> IDS = List.of(
            AccountId.class,
            RegionId.class,
            CommandId.class,
            InvocationId.class,
            TaskId.class,
            InstanceId.class,
            ActivationId.class);

    private static final ObjectMapper MAPPER = mapper();

    private Bodies() {}

    private static ObjectMapper mapper() {
        var plain = new SimpleModule();
        text(plain, Instant.class, Instant::toString, Instant::parse);
        text(plain, Duration.class, Duration::toString, Duration::parse);
        text(
                plain,
                Content.class,
                Content::base64,
                text -> Content.of(Base64.getDecoder().decode(text)));
        var builder = JsonMapper.builder()
                .addModule(plain)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .addMixIn(TaskState.class, NamedState.class)
                .addMixIn(Work.class, NamedWork.class);
        IDS.forEach(id -> builder.addMixIn(id, Text.class));
        return builder.build();
    }

    static String write(Object thing) {
        try {
            return MAPPER.writeValueAsString(thing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot be stored: " + thing.getClass().getSimpleName(), e);
        }
    }

    static <T> T read(String body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            // without its cause, which tells what it could not read: a piece of a script, or a value
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read: "
                    + e.getClass().getSimpleName() + " at " + place(e));
        }
    }

    /** Names of fields alone. */
    private static String place(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(one -> String.valueOf(one.getFieldName()))
                        .collect(Collectors.joining("/", "/", ""))
                : "/";
    }

    /** A record of one text; the constructor is what Jackson reads its annotation from. */
    @SuppressWarnings("UnusedVariable")
    private abstract static class Text {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Text(String text) {}

        @JsonValue
        abstract String text();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TaskState.Pending.class, name = "Pending"),
        @JsonSubTypes.Type(value = TaskState.Delivered.class, name = "Delivered"),
        @JsonSubTypes.Type(value = TaskState.Scheduled.class, name = "Scheduled"),
        @JsonSubTypes.Type(value = TaskState.Running.class, name = "Running"),
        @JsonSubTypes.Type(value = TaskState.Stopping.class, name = "Stopping"),
        @JsonSubTypes.Type(value = TaskState.Ended.class, name = "Ended")
    })
    private interface NamedState {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Work.Run.class, name = "Run"),
        @JsonSubTypes.Type(value = Work.SendFile.class, name = "SendFile")
    })
    private interface NamedWork {}

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getText());
            }
        });
    }
}
