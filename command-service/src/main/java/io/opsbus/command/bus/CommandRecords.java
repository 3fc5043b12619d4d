package io.opsbus.command.bus;

import io.opsbus.command.Command;
import io.opsbus.command.CommandFact;
import io.opsbus.command.program.Program;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.CommandTag;
import io.opsbus.schemas.registry.Compatibility;
import io.opsbus.schemas.registry.SchemaRefused;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.util.Map;

/** Facts as records of {@code ecs.commands}: the whole command each time, a tombstone when it is gone. */
public final class CommandRecords implements FactEncoder<CommandFact> {
    private static final Topic<io.opsbus.schemas.ecs.command.Command> TOPIC = Topics.COMMANDS;

    private final SchemaRegistry registry;
    private final AvroSerializer<io.opsbus.schemas.ecs.command.Command> serializer;

    /** Records whose schema is in this registry. */
    public CommandRecords(SchemaRegistry registry) {
        this.registry = registry;
        this.serializer = new AvroSerializer<>(registry);
    }

    /** The schema's id is not known yet and the registry is away: nothing was changed. */
    public static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        Away(RuntimeException cause) {
            super("the schema registry does not answer", cause);
        }
    }

    /** Registers the schema and has later ones held against it, both ways. Safe to repeat. */
    public void register() {
        registry.setCompatibility(TOPIC.valueSubject(), Compatibility.FULL_TRANSITIVE);
        int ignored = registry.register(TOPIC.valueSubject(), TOPIC.schema());
    }

    @Override
    public OutboxRecord encode(CommandFact fact) {
        String key = fact.id().text();
        String factId = key + "." + fact.revision();
        return switch (fact) {
            case CommandFact.Saved(Command command) ->
                new OutboxRecord(TOPIC.name(), key, bytes(command), Map.of(), factId);
            case CommandFact.Deleted _ -> OutboxRecord.tombstone(TOPIC.name(), key, Map.of(), factId);
        };
    }

    private byte[] bytes(Command command) {
        try {
            byte[] bytes = serializer.serialize(TOPIC.name(), record(command));
            if (bytes == null) {
                throw new IllegalStateException("a command became a tombstone");
            }
            return bytes;
        } catch (SchemaRegistryUnavailable | SchemaRefused away) {
            throw new Away(away);
        }
    }

    static io.opsbus.schemas.ecs.command.Command record(Command command) {
        Program program = command.program();
        var clonedFrom = command.origin().clonedFrom();
        return io.opsbus.schemas.ecs.command.Command.newBuilder()
                .setCommandId(command.id().text())
                .setAccountId(command.scope().account().text())
                .setRegionId(command.scope().region().text())
                .setRevision(command.revision())
                .setName(command.labels().name())
                .setDescription(command.labels().description())
                .setType(program.type().word())
                .setContent(ByteBuffer.wrap(program.script().bytes()))
                .setEnableParameter(program.parameters().areEnabled())
                .setParameterNames(program.parameters().names())
                .setParameterRules(program.parameters().rules())
                .setWorkingDir(program.execution().workingDirectory())
                .setLauncher(program.execution().launcher())
                .setTimeout(Math.toIntExact(program.execution().timeout().toSeconds()))
                .setCreatedAt(command.origin().created())
                .setVersion(command.origin().version())
                .setClonedFrom(clonedFrom == null ? null : clonedFrom.text())
                .setResourceGroupId(command.labels().resourceGroup())
                .setTags(command.labels().tags().values().entrySet().stream()
                        .map(tag -> new CommandTag(tag.getKey(), tag.getValue()))
                        .toList())
                .build();
    }
}
