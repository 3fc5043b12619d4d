package io.opsbus.command.bus;

import io.opsbus.command.AccountId;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.RegionId;
import io.opsbus.command.Scope;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.invocation.InvocationStatusChange;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@code ecs.invocation.status} as news: the first of each invocation counts. */
public final class InvocationRecords {
    private static final long FIRST = 1;

    private final AvroDeserializer<InvocationStatusChange> deserializer;

    /** Records whose schemas are in this registry. */
    public InvocationRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * Reads one record.
     *
     * @throws CommandRecords.Away when the registry must be asked and is away
     */
    public Reading<InvocationNews> read(@Nullable String key, byte @Nullable [] value) {
        try {
            InvocationStatusChange change = deserializer.deserialize(Topics.INVOCATION_STATUS.name(), value);
            if (key == null || change == null || !change.getInvocationId().equals(key)) {
                return new Reading.Poison<>("the key is not the invocation's id");
            }
            String command = change.getCommandId();
            return new Reading.Understood<>(
                    command == null || change.getRevision() != FIRST
                            ? new InvocationNews.Nothing()
                            : new InvocationNews.Began(key, place(change, command)));
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return new Reading.Poison<>(String.valueOf(poison.getMessage()));
        } catch (SchemaRegistryUnavailable away) {
            throw new CommandRecords.Away(away);
        }
    }

    private static CommandPlace place(InvocationStatusChange change, String command) {
        var scope = new Scope(new AccountId(change.getAccountId()), new RegionId(change.getRegionId()));
        return new CommandPlace(scope, new CommandId(command));
    }
}
