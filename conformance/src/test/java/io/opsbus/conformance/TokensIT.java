package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code ClientToken}: the same request again is the same request. */
@VerifiedAgainst(value = Source.REFERENCE, where = "how to ensure idempotence")
class TokensIT {
    @InEveryDialect
    void theSameRunAgainMakesNothingNew(Caller caller) {
        Machines machines = new Machines(caller);
        String token = UUID.randomUUID().toString();
        String name = "run-" + token;
        List<String> first = machines.run(2, Map.of("ClientToken", token, "InstanceName", name));
        assertThat(machines.run(2, Map.of("ClientToken", token, "InstanceName", name)))
                .isEqualTo(first);
        assertThat(caller.ask("DescribeInstances", Map.of("InstanceName", name)).number("TotalCount"))
                .isEqualTo(2);
        Map<String, Object> changed = Map.of(
                "ImageId",
                Machines.IMAGE,
                "InstanceType",
                Machines.TYPE,
                "ZoneId",
                Machines.ZONE,
                "Amount",
                3,
                "InstanceName",
                name,
                "ClientToken",
                token);
        assertThat(caller.refusal("RunInstances", changed)).isEqualTo("IdempotentParameterMismatch");
    }

    @InEveryDialect
    void theSameDiskAgainIsTheSameDisk(Caller caller) {
        Map<String, Object> disk = disk(UUID.randomUUID().toString(), 20);
        String id = caller.ask("CreateDisk", disk).text("DiskId");
        assertThat(caller.ask("CreateDisk", disk).text("DiskId")).isEqualTo(id);
        Map<String, Object> larger = new HashMap<>(disk);
        larger.put("Size", 40);
        assertThat(caller.refusal("CreateDisk", larger)).isEqualTo("IdempotentParameterMismatch");
    }

    @InEveryDialect
    void theSameSnapshotAgainIsTheSameSnapshot(Caller caller) {
        Machines machines = new Machines(caller);
        Map<String, Object> request = Map.of(
                "DiskId",
                machines.systemDisk(machines.running()),
                "ClientToken",
                UUID.randomUUID().toString());
        String id = caller.ask("CreateSnapshot", request).text("SnapshotId");
        assertThat(caller.ask("CreateSnapshot", request).text("SnapshotId")).isEqualTo(id);
    }

    @InEveryDialect
    void twoAccountsMayUseOneToken(Caller caller) {
        Map<String, Object> disk = disk(UUID.randomUUID().toString(), 20);
        String mine = caller.ask("CreateDisk", disk).text("DiskId");
        String theirs = caller.strangers().call("CreateDisk", disk).body().text("DiskId");
        assertThat(theirs).isNotEqualTo(mine);
    }

    @InEveryDialect
    void aTokenThatIsTooLongIsRefused(Caller caller) {
        assertThat(caller.refusal("CreateDisk", disk("t".repeat(65), 20)))
                .isIn("InvalidParameter", "InvalidClientToken.ValueNotSupported");
    }

    private static Map<String, Object> disk(String token, int size) {
        return Map.of("ZoneId", Machines.ZONE, "DiskCategory", "cloud_essd", "Size", size, "ClientToken", token);
    }
}
