package io.opsbus.invocation.bus;

import io.opsbus.invocation.fleet.Agents.News;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.agent.AgentPresenceRecord;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is heard of agents as records of {@code ecs.agents}. */
public final class PresenceRecords {
    private final Encoded<AgentPresenceRecord> records;

    /** Records whose schema is in this registry. */
    public PresenceRecords(SchemaRegistry registry) {
        this.records = new Encoded<>(Topics.AGENTS, registry);
    }

    /** Registers the schema. Safe to repeat. */
    public void register() {
        records.register();
    }

    /**
     * The record.
     *
     * @throws RegistryAway when the registry must be asked and is away
     */
    public OutboxRecord write(News news, Instant now) {
        var value = AgentPresenceRecord.newBuilder()
                .setInstanceId(news.instance().text())
                .setConnected(news.isConnected())
                .setHeardAt(news.presence().heard().truncatedTo(ChronoUnit.MILLIS))
                .setToldAt(now.truncatedTo(ChronoUnit.MILLIS))
                .setVersion(news.presence().version())
                .build();
        String id = news.instance().text();
        return records.record(id, value, "agent/" + id + "/" + now);
    }
}
