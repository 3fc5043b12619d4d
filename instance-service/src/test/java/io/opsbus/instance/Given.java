package io.opsbus.instance;

import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.Region;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.StandardCatalog;
import io.opsbus.instance.disk.Attachment;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskIdentity;
import io.opsbus.instance.disk.DiskLabels;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Hardware;
import io.opsbus.instance.fleet.Identity;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Machine;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotIdentity;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.instance.snapshot.SnapshotSource;
import io.opsbus.instance.snapshot.SnapshotState;
import java.time.Instant;
import java.util.List;

/** What tests begin with. */
public final class Given {
    public static final Instant NOW = Instant.parse("2019-04-09T04:18:26.922Z");
    public static final AccountId ALICE = new AccountId("1690700000000030");
    public static final AccountId MALLORY = new AccountId("2000000000000001");
    public static final RegionId HANGZHOU = new RegionId("cn-hangzhou");
    public static final Scope SCOPE = new Scope(ALICE, HANGZHOU);
    public static final ProviderId PROVIDER = new ProviderId("simulated");
    public static final Catalog CATALOG = StandardCatalog.in(List.of(HANGZHOU));
    public static final Region REGION = CATALOG.regions().getFirst();
    public static final ZoneId ZONE = REGION.zones().getFirst().id();
    public static final InstanceId ID = new InstanceId("i-bp1ecr00000005go2go");

    private Given() {}

    public static NewInstance order(InstanceId id) {
        return order(ALICE, id);
    }

    public static NewInstance order(AccountId account, InstanceId id) {
        var vSwitch = REGION.firstVSwitch(ZONE);
        return new NewInstance(
                new Identity(id, account, HANGZHOU, ZONE, "51d1353b-22bf-4567-a176-8b3e12e40000", NOW),
                labels("web-" + id),
                new Hardware(CATALOG.types().getFirst(), CATALOG.images().getFirst()),
                new Network(
                        vSwitch.vpc(),
                        vSwitch.id(),
                        null,
                        List.of(new SecurityGroupId("sg-default")),
                        Network.Internet.NONE,
                        "eni-" + id,
                        "00:16:3e:32:b4:00"),
                Terms.payAsYouGo(),
                PROVIDER,
                true,
                List.of(new DiskPlan(
                        DiskId.derived(id + "/0"),
                        new DiskMedium(
                                DiskMedium.Kind.SYSTEM,
                                "cloud_essd",
                                40,
                                "PL1",
                                false,
                                CATALOG.images().getFirst().id(),
                                null),
                        "system",
                        "",
                        "/dev/xvda",
                        true)));
    }

    public static Labels labels(String name) {
        return new Labels(name, "", "host", null, null, Labels.Metadata.DEFAULT, Tags.NONE);
    }

    public static Instance instance(InstanceState state) {
        return instance(ID, state);
    }

    public static Instance instance(InstanceId id, InstanceState state) {
        var order = order(id);
        return new Instance(
                order.identity(),
                state,
                order.labels(),
                order.hardware(),
                order.network(),
                order.terms(),
                new Machine(PROVIDER, 1, 0, null, null, null, null),
                5);
    }

    public static Disk disk(DiskId id, DiskState state) {
        return new Disk(
                new DiskIdentity(id, ALICE, HANGZHOU, ZONE, PROVIDER, NOW),
                state,
                new DiskMedium(DiskMedium.Kind.DATA, "cloud_essd", 20, "PL1", false, null, null),
                new DiskLabels("data", "", null, false, null, Tags.NONE),
                5);
    }

    public static Attachment at(InstanceId instance) {
        return new Attachment(instance, "/dev/xvdb");
    }

    public static Snapshot snapshot(SnapshotId id, DiskId disk, SnapshotState state) {
        return new Snapshot(
                new SnapshotIdentity(id, ALICE, HANGZHOU, PROVIDER, NOW),
                state,
                new SnapshotSource(disk, DiskMedium.Kind.DATA, 20, ID),
                new SnapshotLabels(SnapshotLabels.Kind.USER, "test-snapshot", "", 0, null, Tags.NONE),
                3);
    }
}
