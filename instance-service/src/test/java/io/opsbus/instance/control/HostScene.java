package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.Hardware;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact.CarriedOut;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.provider.simulated.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Instances on hosts, and what is done with them. */
class HostScene {
    static final InstanceId ID = InstanceId.derived("hosts-test");
    static final InstanceId LOCAL = InstanceId.derived("hosts-test-local");
    static final DiskId LOCAL_DISK = DiskId.derived(LOCAL + "/local");

    final FleetInMemory one = new FleetInMemory(
            Conditions.FAIR.with(new Conditions.Scarcity(Map.of(), Conditions.Scarcity.WHOLE_RANGE, 2)));

    void launch(NewInstance... orders) {
        var ignored = one.fleet.instances().launch(List.of(orders), one.key(), one.clock.instant());
        one.settle();
        one.clock.advance(Duration.ofHours(1));
    }

    /** 本地盘实例. */
    static NewInstance local() {
        var order = Given.order(LOCAL);
        var type = Given.CATALOG.type(new InstanceTypeName("ecs.i2.xlarge")).orElseThrow();
        var disks = new ArrayList<>(order.disks());
        disks.add(new DiskPlan(LOCAL_DISK, DiskMedium.local(type.localDiskGiB()), "", "", "/dev/xvdb", true));
        return new NewInstance(
                order.identity(),
                order.labels(),
                new Hardware(type, order.hardware().image()),
                order.network(),
                order.terms(),
                order.provider(),
                true,
                disks);
    }

    Instance found(InstanceId id) {
        return one.fleet.instances().find(ALICE, id).orElseThrow();
    }

    HostId host(InstanceId id) {
        return Objects.requireNonNull(found(id).machine().host());
    }

    Disk disk(DiskId id) {
        return one.fleet.disks().find(ALICE, id).orElseThrow();
    }

    Answer<?> ask(InstanceId id, InstanceRequest request) {
        return one.fleet.instances().ask(ALICE, id, request, one.key(), one.clock.instant());
    }

    void carryOut(InstanceId id, Work work, @Nullable DiskId disk) {
        var now = one.clock.instant();
        var event = new SystemEventId("e-" + work + "-" + id);
        var order = new Order(event, ALICE, id, work, true, now.minus(Duration.ofMinutes(30)), now, disk);
        one.fleet.instances().carryOut(order, now);
    }

    List<Outcome> outcomes() {
        return one.facts(CarriedOut.class).stream().map(CarriedOut::outcome).toList();
    }
}
