package io.opsbus.invocation.bus;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.invocation.AgentKick;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kicks as records of {@code ecs.invocation.kicks}, and back. */
public final class KickRecords {
    private final Encoded<AgentKick> records;
    private final AvroDeserializer<AgentKick> deserializer;
    private final String origin;

    /**
     * Records whose schema is in this registry.
     *
     * @param origin names this process, unique for ever
     */
    public KickRecords(SchemaRegistry registry, String origin) {
        this.records = new Encoded<>(Topics.AGENT_KICKS, registry);
        this.deserializer = new AvroDeserializer<>(registry);
        this.origin = origin;
    }

    /** Registers the schema. Safe to repeat. */
    public void register() {
        records.register();
    }

    /** The record's value. */
    public byte[] write(Kick kick) {
        TaskId task = task(kick);
        AgentKick value = AgentKick.newBuilder()
                .setInstanceId(kick.instance().text())
                .setTaskId(task == null ? null : task.text())
                .setKind(kick.getClass().getSimpleName())
                .setOrigin(origin)
                .build();
        return records.bytes(value);
    }

    private static @Nullable TaskId task(Kick kick) {
        return switch (kick) {
            case Kick.Run(var _, TaskId task) -> task;
            case Kick.RunAgain(var _, TaskId task) -> task;
            case Kick.Stop(var _, TaskId task) -> task;
            case Kick.File(var _, TaskId task) -> task;
            case Kick.Everything _, Kick.Deregister _ -> null;
        };
    }

    /**
     * A kick another process tells of; empty for one of our own and for what cannot be read.
     *
     * @throws RegistryAway when the registry must be asked and is away
     */
    public Optional<Kick> read(byte @Nullable [] value) {
        try {
            AgentKick told = deserializer.deserialize(Topics.AGENT_KICKS.name(), value);
            return told == null || told.getOrigin().equals(origin) ? Optional.empty() : Optional.of(kick(told));
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return Optional.empty();
        } catch (SchemaRegistryUnavailable away) {
            throw new RegistryAway(away);
        }
    }

    private static Kick kick(AgentKick told) {
        var instance = new InstanceId(told.getInstanceId());
        return switch (told.getKind()) {
            case "Run" -> new Kick.Run(instance, taskOf(told));
            case "RunAgain" -> new Kick.RunAgain(instance, taskOf(told));
            case "Stop" -> new Kick.Stop(instance, taskOf(told));
            case "File" -> new Kick.File(instance, taskOf(told));
            case "Everything" -> new Kick.Everything(instance);
            case "Deregister" -> new Kick.Deregister(instance);
            default -> throw new IllegalArgumentException("no kick: " + told.getKind());
        };
    }

    private static TaskId taskOf(AgentKick told) {
        String task = told.getTaskId();
        if (task == null) {
            throw new IllegalArgumentException("a kick without its task");
        }
        return new TaskId(task);
    }
}
