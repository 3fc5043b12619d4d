package io.opsbus.event.bus.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.event.ResourceId;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.bus.fleet.FleetFeed.Reading;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.fleet.FleetNews;
import io.opsbus.event.fleet.KnownAgent;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.recent.BusRecord;
import io.opsbus.event.source.ProviderNews;
import io.opsbus.event.source.ProviderNews.HostLost.Disks;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.agent.AgentPresenceRecord;
import io.opsbus.schemas.ecs.disk.DiskRecord;
import io.opsbus.schemas.fleet.Mishap;
import io.opsbus.schemas.fleet.OperationResult;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetRecordsTest {
    private static final Instant NOW = Instant.parse("2019-04-10T01:01:01Z");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroRecords writer = new AvroRecords(registry);
    private final FleetRecords reader = new FleetRecords(registry);

    @Test
    void aDiskRecordIsADisk() {
        var disk = DiskRecord.newBuilder()
                .setDiskId("d-1")
                .setAccountId(Sample.ACCOUNT.text())
                .setRegionId("cn-hangzhou")
                .setZoneId("cn-hangzhou-a")
                .setRevision(4)
                .setStatus("In_use")
                .setDiskName("")
                .setDescription("")
                .setType("data")
                .setCategory("cloud_essd")
                .setSizeGiB(40)
                .setEncrypted(false)
                .setInstanceId("i-1")
                .setDevice("/dev/xvdb")
                .setDeleteWithInstance(true)
                .setTags(Map.of())
                .setProvider("simulated")
                .setCreationTime(NOW)
                .build();
        assertThat(read(Topics.DISKS, disk))
                .isEqualTo(new FleetNews.DiskTold(new KnownDisk(
                        new ResourceId("d-1"),
                        Sample.OWNER,
                        4,
                        "In_use",
                        NOW,
                        new KnownDisk.Place(new ResourceId("i-1"), "/dev/xvdb"),
                        new KnownDisk.Medium(disk.getType(), disk.getCategory(), disk.getSizeGiB()),
                        null)));
        var inactive = DiskRecord.newBuilder(disk)
                .setInactiveFrom("i-1")
                .setInactiveSince(NOW)
                .build();
        assertThat(read(Topics.DISKS, inactive))
                .isInstanceOfSatisfying(
                        FleetNews.DiskTold.class,
                        told -> assertThat(told.disk().inactive())
                                .isEqualTo(new KnownDisk.Inactive(new ResourceId("i-1"), NOW)));
    }

    @Test
    void whatIsHeardOfAnAgentIsKnown() {
        var told = new AgentPresenceRecord("i-1", true, NOW.minusSeconds(9), NOW, "2.2.3.578");
        assertThat(read(Topics.AGENTS, told))
                .isEqualTo(
                        new FleetNews.AgentTold(new KnownAgent(new ResourceId("i-1"), true, NOW.minusSeconds(9), NOW)));
    }

    @Test
    void aTombstoneIsTheEndOfAnInstanceOrADisk() {
        assertThat(reading(tombstone(Topics.INSTANCES, "i-1")))
                .isEqualTo(new Reading.Understood(new FleetNews.InstanceGone(new ResourceId("i-1"))));
        assertThat(reading(tombstone(Topics.DISKS, "d-1")))
                .isEqualTo(new Reading.Understood(new FleetNews.DiskGone(new ResourceId("d-1"))));
        assertThat(reading(tombstone(Topics.MISHAPS, "i-1"))).isInstanceOf(Reading.Poison.class);
        assertThat(reading(tombstone(Topics.INSTANCES, null))).isInstanceOf(Reading.Poison.class);
    }

    @Test
    void theGuidesStateChangeIsOne() {
        assertThat(read(Samples.INSTANCE_RUNNING)).isInstanceOfSatisfying(FleetNews.StateChanged.class, changed -> {
            assertThat(changed.instance()).isEqualTo(new ResourceId("i-bp1ecr*****5go2go"));
            assertThat(changed.state()).isEqualTo(new NotedState("Running", Instant.parse("2019-04-09T04:18:26.922Z")));
        });
    }

    @Test
    void theGuidesSystemEventsAreEventsRunElsewhere() {
        assertThat(read(Samples.REBOOT_SCHEDULED)).isInstanceOfSatisfying(FleetNews.Elsewhere.class, told -> {
            assertThat(told.mirror().subject().type()).isEqualTo(EventType.MAINTENANCE_REBOOT);
            assertThat(told.mirror().publishedAt()).isEqualTo("2019-04-09T04:18:26Z");
            assertThat(told.mirror().cycle().planned().orElseThrow().notBefore())
                    .isEqualTo("2019-04-12T01:01:01Z");
        });
        assertThat(read(Samples.REBOOT_AVOIDED))
                .isInstanceOfSatisfying(
                        FleetNews.Elsewhere.class,
                        told -> assertThat(told.mirror().cycle())
                                .isInstanceOfSatisfying(
                                        EventCycle.Avoided.class,
                                        avoided ->
                                                assertThat(avoided.finishedAt()).isEqualTo("2019-04-10T08:01:01Z")));
        assertThat(read(Samples.DISK_STALLED))
                .isInstanceOfSatisfying(
                        FleetNews.Elsewhere.class,
                        told -> assertThat(told.mirror().cycle()).isInstanceOf(EventCycle.Executing.class));
        assertThat(read(Samples.DISK_STALLED_FINISHED))
                .isInstanceOfSatisfying(
                        FleetNews.Elsewhere.class,
                        told -> assertThat(told.mirror().cycle()).isInstanceOf(EventCycle.Executed.class));
    }

    @Test
    void ourOwnNoticesAreNoNews() {
        var valid = (EventJson.Valid) EventJson.read(Samples.REBOOT_SCHEDULED.bytes());
        var record = record(Topics.INSTANCE_SYSTEM_EVENT, valid.event(), "e-1/0/notice");
        assertThat(reader.read(record)).isEqualTo(new Reading.Understood(new FleetNews.Nothing()));
    }

    @Test
    void aTypeWeDoNotKeepIsNoNews() {
        String alert = Samples.REBOOT_SCHEDULED
                .json()
                .replace("SystemMaintenance.Reboot:Scheduled", "Security.TpmAlert:Executing")
                .replace("SystemMaintenance.Reboot", "Security.TpmAlert")
                .replace("\"Scheduled\"", "\"Executing\"");
        var valid = (EventJson.Valid) EventJson.read(alert.getBytes(UTF_8));
        assertThat(read(Topics.INSTANCE_SYSTEM_EVENT, valid.event())).isEqualTo(new FleetNews.Nothing());
    }

    @Test
    void mishapsAreWhatProvidersTell() {
        assertThat(read(
                        Topics.MISHAPS,
                        mishap("HostLost")
                                .setDisks("LocalLost")
                                .setIncarnation(3)
                                .build()))
                .isInstanceOfSatisfying(
                        FleetNews.Broken.class,
                        broken -> assertThat(broken.news())
                                .isInstanceOfSatisfying(ProviderNews.HostLost.class, lost -> {
                                    assertThat(lost.disks()).isEqualTo(Disks.LOCAL_LOST);
                                    assertThat(lost.incarnation()).isEqualTo(3);
                                }));
        assertThat(read(Topics.MISHAPS, mishap("GuestCrashed").build()))
                .isInstanceOfSatisfying(
                        FleetNews.Broken.class,
                        broken -> assertThat(broken.news()).isInstanceOf(ProviderNews.GuestCrashed.class));
        var stalled = mishap("Stalled").setDiskId("d-1");
        assertThat(read(Topics.MISHAPS, stalled.build()))
                .isInstanceOfSatisfying(
                        FleetNews.Broken.class,
                        broken -> assertThat(broken.news()).isInstanceOf(ProviderNews.DiskTrouble.class));
        assertThat(read(Topics.MISHAPS, stalled.setOver(true).build()))
                .isInstanceOfSatisfying(
                        FleetNews.Broken.class,
                        broken -> assertThat(broken.news()).isInstanceOf(ProviderNews.DiskWell.class));
    }

    @Test
    void whatMakesNoSenseIsPoison() {
        for (SpecificRecord record : new SpecificRecord[] {
            mishap("Flood").build(),
            mishap("Stalled").build(),
            mishap("GuestCrashed").setInstanceId(null).build(),
            mishap("HostLost").setDisks("Floppy").build(),
            mishap("HostLost").setAccountId("").build(),
        }) {
            assertThat(reader.read(record(Topics.MISHAPS, record, "f"))).isInstanceOf(Reading.Poison.class);
        }
        assertThat(reader.read(
                        record(Topics.OPERATION_RESULTS, new OperationResult("e-1", "i-1", "Maybe", null, NOW), "f")))
                .isInstanceOf(Reading.Poison.class);
        assertThat(reader.read(new BusRecord(Topics.MISHAPS.name(), 0, 0, "k", new byte[] {1, 2, 3}, "f")))
                .isInstanceOf(Reading.Poison.class);
    }

    @Test
    void resultsAreReports() {
        assertThat(read(Topics.OPERATION_RESULTS, new OperationResult("e-1", "i-1", "Failed", "no host", NOW)))
                .isEqualTo(new FleetNews.Carried(
                        new EventId("e-1"), new ResourceId("i-1"), new Outcome.Failed(NOW, "no host")));
    }

    @Test
    void withoutTheRegistryARecordIsNeitherReadNorCalledPoison() {
        var record = record(Topics.MISHAPS, mishap("GuestCrashed").build(), "f");
        registry.setAway(true);
        assertThatThrownBy(() -> reader.read(record)).isInstanceOf(UnavailableException.class);
    }

    private FleetNews read(Samples sample) {
        var valid = (EventJson.Valid) EventJson.read(sample.bytes());
        return read(valid.family().topic(), valid.event());
    }

    private FleetNews read(Topic<?> topic, SpecificRecord value) {
        return ((Reading.Understood) reader.read(record(topic, value, "fact"))).news();
    }

    private Reading reading(BusRecord record) {
        return reader.read(record);
    }

    private BusRecord record(Topic<?> topic, SpecificRecord value, String factId) {
        return new BusRecord(topic.name(), 0, 0, "key", Objects.requireNonNull(writer.encode(topic, value)), factId);
    }

    private static BusRecord tombstone(Topic<?> topic, @Nullable String key) {
        return new BusRecord(topic.name(), 0, 0, key, null, "fact");
    }

    private static Mishap.Builder mishap(String kind) {
        return Mishap.newBuilder()
                .setKind(kind)
                .setAccountId(Sample.ACCOUNT.text())
                .setRegionId("cn-hangzhou")
                .setInstanceId("i-1")
                .setSince(NOW)
                .setAt(NOW);
    }
}
