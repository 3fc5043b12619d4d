package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.catalog.OsType;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState.Running;
import io.opsbus.instance.provider.CaptureKind;
import java.time.Instant;
import java.util.Optional;

/** Of which instances console output and screenshots can be had (guide 6.1). */
public final class CaptureRules {
    /** 2018年1月1日之前创建的实例不支持. */
    private static final Instant FIRST = Instant.parse("2017-12-31T16:00:00Z");

    private CaptureRules() {}

    /** Why not; empty if it can be had. */
    public static Optional<FleetRefusal> refuse(Instance instance, CaptureKind kind) {
        if (!(instance.state() instanceof Running)) {
            return Optional.of(new FleetRefusal.IncorrectInstanceStatus(
                    instance.id(), instance.status().word()));
        }
        if (kind == CaptureKind.CONSOLE_OUTPUT && instance.hardware().image().os() == OsType.WINDOWS) {
            return not(instance, "Windows instances have no console output");
        }
        if (!instance.hardware().type().captures()) {
            return not(instance, "the instance type is retired");
        }
        if (instance.identity().createdAt().isBefore(FIRST)) {
            return not(instance, "the instance was created before 2018");
        }
        return Optional.empty();
    }

    private static Optional<FleetRefusal> not(Instance instance, String why) {
        return Optional.of(new FleetRefusal.NotSupported(instance.id(), why));
    }
}
