package io.opsbus.event.bus.fleet;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.bus.SystemEventFacts;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.fleet.FleetNews;
import io.opsbus.event.fleet.KnownAgent;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.recent.BusRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.agent.AgentPresenceRecord;
import io.opsbus.schemas.ecs.disk.DiskRecord;
import io.opsbus.schemas.ecs.disk.DiskSystemEvent;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.fleet.OperationResult;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of the topics the fleet is told on, as news. */
public final class FleetRecords implements FleetFeed.Reader {
    private final AvroDeserializer<SpecificRecord> deserializer;

    /** Records whose schemas are in this registry. */
    public FleetRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    @Override
    public FleetFeed.Reading read(BusRecord record) {
        try {
            if (record.factId() != null && SystemEventFacts.isOurs(record.factId())) {
                return new FleetFeed.Reading.Understood(new FleetNews.Nothing());
            }
            SpecificRecord value = deserializer.deserialize(record.topic(), record.value());
            return value == null ? gone(record) : new FleetFeed.Reading.Understood(news(value, record.deed()));
        } catch (UndecodableRecord | IllegalArgumentException e) {
            return new FleetFeed.Reading.Poison(String.valueOf(e.getMessage()));
        } catch (SchemaRegistryUnavailable e) {
            throw new UnavailableException("The schema registry is away.", e);
        }
    }

    private static FleetFeed.Reading gone(BusRecord record) {
        String key = record.key();
        if (key == null) {
            return new FleetFeed.Reading.Poison("a tombstone without a key");
        }
        var id = new ResourceId(key);
        if (record.topic().equals(Topics.INSTANCES.name())) {
            return new FleetFeed.Reading.Understood(new FleetNews.InstanceGone(id));
        }
        return record.topic().equals(Topics.DISKS.name())
                ? new FleetFeed.Reading.Understood(new FleetNews.DiskGone(id))
                : new FleetFeed.Reading.Poison("a tombstone: this topic has none");
    }

    private static FleetNews news(SpecificRecord value, @Nullable String deed) {
        return switch (value) {
            case InstanceRecord instance -> new FleetNews.InstanceTold(instance(instance));
            case AgentPresenceRecord agent ->
                new FleetNews.AgentTold(new KnownAgent(
                        new ResourceId(agent.getInstanceId()),
                        agent.getConnected(),
                        agent.getHeardAt(),
                        agent.getToldAt()));
            case DiskRecord disk -> new FleetNews.DiskTold(disk(disk));
            case InstanceStateChange change ->
                new FleetNews.StateChanged(
                        account(change.getUserId()),
                        new ResourceId(change.getContent().getResourceId()),
                        new NotedState(change.getContent().getState(), change.getEventTime()),
                        deed == null ? null : said(deed));
            case InstanceSystemEvent event -> ToldEvents.of(event);
            case DiskSystemEvent event -> ToldEvents.of(event);
            case OperationResult result ->
                new FleetNews.Carried(
                        new EventId(result.getEventId()), new ResourceId(result.getInstanceId()), outcome(result));
            case Mishap mishap -> new FleetNews.Broken(Mishaps.news(mishap));
            default ->
                throw new IllegalArgumentException(
                        "not awaited here: " + value.getSchema().getFullName());
        };
    }

    private static FleetNews.Said said(String deed) {
        return new FleetNews.Said(
                switch (deed) {
                    case "START" -> Deed.START;
                    case "STOP" -> Deed.STOP;
                    case "REBOOT" -> Deed.REBOOT;
                    case "REDEPLOY" -> Deed.REDEPLOY;
                    case "RELEASE" -> Deed.RELEASE;
                    case "NONE" -> null;
                    default -> throw new IllegalArgumentException("no deed: " + deed);
                });
    }

    private static KnownInstance instance(InstanceRecord record) {
        boolean isSubscription = record.getChargeType().equals("PrePaid");
        return new KnownInstance(
                new ResourceId(record.getInstanceId()),
                owner(record.getAccountId(), record.getRegionId()),
                record.getRevision(),
                new KnownInstance.Labels(record.getInstanceName(), record.getTags()),
                new KnownInstance.Condition(
                        record.getStatus(),
                        record.getCreationTime(),
                        record.getStartTime(),
                        record.getCreationFailed() || record.getReleasing(),
                        record.getHostId()),
                new KnownInstance.Terms(
                        record.getInstanceType(),
                        record.getProvider(),
                        isSubscription ? record.getExpiredTime() : null));
    }

    private static KnownDisk disk(DiskRecord record) {
        String instance = record.getInstanceId();
        return new KnownDisk(
                new ResourceId(record.getDiskId()),
                owner(record.getAccountId(), record.getRegionId()),
                record.getRevision(),
                record.getStatus(),
                record.getCreationTime(),
                instance == null ? null : new KnownDisk.Place(new ResourceId(instance), record.getDevice()),
                new KnownDisk.Medium(record.getType(), record.getCategory(), record.getSizeGiB()),
                inactive(record));
    }

    private static KnownDisk.@Nullable Inactive inactive(DiskRecord record) {
        String instance = record.getInactiveFrom();
        Instant since = record.getInactiveSince();
        return instance == null || since == null ? null : new KnownDisk.Inactive(new ResourceId(instance), since);
    }

    private static Outcome outcome(OperationResult result) {
        return switch (result.getOutcome()) {
            case "Done" -> new Outcome.Done(result.getAt());
            case "Failed" -> new Outcome.Failed(result.getAt(), Objects.requireNonNullElse(result.getReason(), ""));
            case "UserWasFirst" -> new Outcome.UserWasFirst(result.getAt());
            default -> throw new IllegalArgumentException("no outcome: " + result.getOutcome());
        };
    }

    static Owner owner(String account, String region) {
        return new Owner(account(account), region);
    }

    private static AccountId account(String text) {
        return AccountId.parse(text).orElseThrow(() -> new IllegalArgumentException("no account: " + text));
    }
}
