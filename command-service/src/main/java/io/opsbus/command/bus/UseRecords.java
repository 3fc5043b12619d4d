package io.opsbus.command.bus;

import io.opsbus.command.AccountId;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.RegionId;
import io.opsbus.command.Scope;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.CommandUse;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@code ecs.command-uses} as news. */
public final class UseRecords {
    private final AvroDeserializer<CommandUse> deserializer;

    /** Records whose schemas are in this registry. */
    public UseRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * Reads one record.
     *
     * @param key id of the invocation
     * @param value null when the invocation has ended
     * @throws CommandRecords.Away when the registry must be asked and is away
     */
    public Reading<UseNews> read(@Nullable String key, byte @Nullable [] value) {
        if (key == null || key.isEmpty()) {
            return new Reading.Poison<>("no key");
        }
        try {
            CommandUse use = deserializer.deserialize(Topics.COMMAND_USES.name(), value);
            if (use == null) {
                return new Reading.Understood<>(new UseNews.Ended(key));
            }
            return use.getInvocationId().equals(key)
                    ? new Reading.Understood<>(new UseNews.Used(domain(use)))
                    : new Reading.Poison<>("the key is not the invocation's id");
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return new Reading.Poison<>(String.valueOf(poison.getMessage()));
        } catch (SchemaRegistryUnavailable away) {
            throw new CommandRecords.Away(away);
        }
    }

    private static io.opsbus.command.use.CommandUse domain(CommandUse use) {
        var scope = new Scope(new AccountId(use.getAccountId()), new RegionId(use.getRegionId()));
        return new io.opsbus.command.use.CommandUse(
                use.getInvocationId(), new CommandPlace(scope, new CommandId(use.getCommandId())));
    }
}
