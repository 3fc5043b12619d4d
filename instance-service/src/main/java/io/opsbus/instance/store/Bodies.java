package io.opsbus.instance.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.ImageId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.catalog.VpcId;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.snapshot.SnapshotState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Resources as JSON. Ids are texts, times are ISO texts, a state names itself in the property {@code is}. A property that is
 * not known is passed over, one that is missing is null: rows of an older and a newer release are read.
 */
final class Bodies {
    private static final List<Class<?>> IDS = List.of(
            AccountId.class,
            RegionId.class,
            ZoneId.class,
            InstanceId.class,
            DiskId.class,
            SnapshotId.class,
            OperationId.class,
            ProviderId.class,
            SystemEventId.class,
            InstanceTypeName.class,
            ImageId.class,
            VpcId.class,
            VSwitchId.class,
            SecurityGroupId.class,
            ResourceGroupId.class);

    private final ObjectMapper mapper;

    Bodies() {
        var times = new SimpleModule()
                .addSerializer(Instant.class, new WriteInstant())
                .addDeserializer(Instant.class, new ReadInstant());
        var builder = JsonMapper.builder()
                .addModule(times)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(InstanceState.class, NamedInstanceState.class)
                .addMixIn(DiskState.class, NamedDiskState.class)
                .addMixIn(SnapshotState.class, NamedSnapshotState.class);
        IDS.forEach(id -> builder.addMixIn(id, Text.class));
        mapper = builder.build();
    }

    String write(Object resource) {
        try {
            return mapper.writeValueAsString(resource);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be stored: " + resource, e);
        }
    }

    <T> T read(String body, Class<T> type) {
        try {
            return mapper.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
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
        @JsonSubTypes.Type(value = InstanceState.Pending.class, name = "Pending"),
        @JsonSubTypes.Type(value = InstanceState.Starting.class, name = "Starting"),
        @JsonSubTypes.Type(value = InstanceState.Running.class, name = "Running"),
        @JsonSubTypes.Type(value = InstanceState.Stopping.class, name = "Stopping"),
        @JsonSubTypes.Type(value = InstanceState.Stopped.class, name = "Stopped"),
        @JsonSubTypes.Type(value = InstanceState.CreationFailed.class, name = "CreationFailed"),
        @JsonSubTypes.Type(value = InstanceState.Releasing.class, name = "Releasing")
    })
    private interface NamedInstanceState {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = DiskState.Creating.class, name = "Creating"),
        @JsonSubTypes.Type(value = DiskState.Available.class, name = "Available"),
        @JsonSubTypes.Type(value = DiskState.Attaching.class, name = "Attaching"),
        @JsonSubTypes.Type(value = DiskState.InUse.class, name = "InUse"),
        @JsonSubTypes.Type(value = DiskState.Detaching.class, name = "Detaching"),
        @JsonSubTypes.Type(value = DiskState.ReIniting.class, name = "ReIniting"),
        @JsonSubTypes.Type(value = DiskState.Deleting.class, name = "Deleting")
    })
    private interface NamedDiskState {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SnapshotState.Progressing.class, name = "Progressing"),
        @JsonSubTypes.Type(value = SnapshotState.Accomplished.class, name = "Accomplished"),
        @JsonSubTypes.Type(value = SnapshotState.Failed.class, name = "Failed"),
        @JsonSubTypes.Type(value = SnapshotState.Deleting.class, name = "Deleting")
    })
    private interface NamedSnapshotState {}

    private static final class WriteInstant extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class ReadInstant extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.parse(in.getText());
        }
    }
}
