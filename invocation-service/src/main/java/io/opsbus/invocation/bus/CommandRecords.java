package io.opsbus.invocation.bus;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.passing.Passing;
import io.opsbus.invocation.query.CommandNews;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Program;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records of {@code ecs.commands} as news. */
public final class CommandRecords {
    private final AvroDeserializer<io.opsbus.schemas.ecs.command.Command> deserializer;

    /** Records whose schemas are in this registry. */
    public CommandRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * Reads one record.
     *
     * @param key id of the command
     * @param value null when it is gone
     * @throws RegistryAway when the registry must be asked and is away
     */
    public Reading<CommandNews> read(@Nullable String key, byte @Nullable [] value) {
        try {
            var record = deserializer.deserialize(Topics.COMMANDS.name(), value);
            if (key == null) {
                return new Reading.Poison<>("no key");
            }
            if (record == null) {
                return new Reading.Understood<>(new CommandNews.Deleted(new CommandId(key)));
            }
            return record.getCommandId().equals(key)
                    ? new Reading.Understood<>(new CommandNews.Saved(domain(record)))
                    : new Reading.Poison<>("the key is not the command's id");
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return new Reading.Poison<>(String.valueOf(poison.getMessage()));
        } catch (SchemaRegistryUnavailable away) {
            throw new RegistryAway(away);
        }
    }

    private static Command domain(io.opsbus.schemas.ecs.command.Command record) {
        CommandType type = CommandType.of(record.getType())
                .orElseThrow(() -> new IllegalArgumentException("no type of commands: " + record.getType()));
        ByteBuffer content = record.getContent().duplicate();
        byte[] script = new byte[content.remaining()];
        content.get(script);
        return new Command(
                new CommandId(record.getCommandId()),
                new Scope(new AccountId(record.getAccountId()), new RegionId(record.getRegionId())),
                record.getName(),
                record.getDescription(),
                new Program(
                        type,
                        Content.of(script),
                        record.getEnableParameter(),
                        record.getWorkingDir(),
                        record.getLauncher(),
                        Duration.ofSeconds(record.getTimeout()),
                        new Passing(false, record.getParameterRules())),
                record.getRevision());
    }
}
