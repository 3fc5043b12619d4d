package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** One instance: what is told of it, and which requests its state refuses. */
@VerifiedAgainst(Source.REFERENCE)
class InstancesIT {
    private static final String UNKNOWN = "i-bp1nosuchinstance00";
    private static final List<String> TOLD = List.of(
            "Cpu",
            "CreationTime",
            "DeletionProtection",
            "Description",
            "HostName",
            "ImageId",
            "InstanceChargeType",
            "InstanceId",
            "InstanceName",
            "InstanceNetworkType",
            "InstanceType",
            "InstanceTypeFamily",
            "IoOptimized",
            "Memory",
            "OSName",
            "OSType",
            "RegionId",
            "SerialNumber",
            "SpotStrategy",
            "StartTime",
            "Status",
            "VpcAttributes.VSwitchId",
            "VpcAttributes.VpcId",
            "ZoneId");

    @InEveryDialect
    void aSubscriptionIsRenewed(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.run(1, Map.of("InstanceChargeType", "PrePaid", "Period", 1))
                .getFirst();
        machines.awaitInstance(id, "Running");
        String end = machines.instance(id).text("ExpiredTime");
        caller.ask("RenewInstance", Map.of("InstanceId", id, "Period", 1));
        assertThat(machines.instance(id).text("ExpiredTime")).isGreaterThan(end);
        assertThat(caller.refusalOfStranger("RenewInstance", Map.of("InstanceId", id, "Period", 1)))
                .isEqualTo("InvalidInstanceId.NotFound");
        caller.ask("DeleteInstance", Map.of("InstanceId", id, "Force", true, "TerminateSubscription", true));
    }

    @InEveryDialect
    void everythingPromisedOfAnInstanceIsTold(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.run(1, Map.of("InstanceName", "told", "Description", "all of it", "HostName", "told-host"))
                .getFirst();
        machines.awaitInstance(id, "Running");
        Body instance = machines.instance(id);
        assertThat(TOLD)
                .allSatisfy(field -> assertThat(instance.find(field)).as(field).isNotBlank());
        assertThat(instance.text("InstanceName")).isEqualTo("told");
        assertThat(instance.text("Description")).isEqualTo("all of it");
        assertThat(instance.text("HostName")).isEqualTo("told-host");
        assertThat(instance.text("ImageId")).isEqualTo(Machines.IMAGE);
        assertThat(instance.text("InstanceType")).isEqualTo(Machines.TYPE);
        assertThat(instance.text("CreationTime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ");
        assertThat(instance.texts("VpcAttributes.PrivateIpAddress")).hasSize(1);
    }

    @InEveryDialect
    void itsAttributesAreToldAlone(Caller caller) {
        String id = new Machines(caller).running();
        Body attributes = caller.ask("DescribeInstanceAttribute", Map.of("InstanceId", id));
        assertThat(attributes.text("InstanceId")).isEqualTo(id);
        assertThat(attributes.text("Status")).isEqualTo("Running");
        assertThat(attributes.text("InstanceType")).isEqualTo(Machines.TYPE);
        assertThat(attributes.text("IoOptimized")).isIn("optimized", "none");
        assertThat(attributes.number("Memory")).isPositive();
    }

    @InEveryDialect
    void itsNameAndDescriptionCanBeChanged(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.running();
        caller.ask(
                "ModifyInstanceAttribute",
                Map.of("InstanceId", id, "InstanceName", "新的名字", "Description", "changed & <kept>"));
        assertThat(machines.instance(id).text("InstanceName")).isEqualTo("新的名字");
        assertThat(machines.instance(id).text("Description")).isEqualTo("changed & <kept>");
        assertThat(caller.refusal("ModifyInstanceAttribute", Map.of("InstanceId", id, "InstanceName", "x")))
                .isEqualTo("InvalidInstanceName.Malformed");
    }

    @InEveryDialect
    void aRunningOneIsNotStartedAgainNorDeletedWithoutForce(Caller caller) {
        String id = new Machines(caller).running();
        assertThat(caller.refusal("StartInstance", Map.of("InstanceId", id))).isEqualTo("IncorrectInstanceStatus");
        assertThat(caller.refusal("DeleteInstance", Map.of("InstanceId", id))).isEqualTo("IncorrectInstanceStatus");
    }

    @InEveryDialect
    void aStoppedOneIsNeitherStoppedAgainNorRebooted(Caller caller) {
        String id = new Machines(caller).stopped();
        assertThat(caller.refusal("StopInstance", Map.of("InstanceId", id))).isEqualTo("IncorrectInstanceStatus");
        assertThat(caller.refusal("RebootInstance", Map.of("InstanceId", id))).isEqualTo("IncorrectInstanceStatus");
    }

    @InEveryDialect
    void aProtectedOneIsNotDeleted(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.stopped();
        caller.ask("ModifyInstanceAttribute", Map.of("InstanceId", id, "DeletionProtection", true));
        assertThat(caller.refusal("DeleteInstance", Map.of("InstanceId", id)))
                .isEqualTo("InvalidOperation.DeletionProtection");
        caller.ask("ModifyInstanceAttribute", Map.of("InstanceId", id, "DeletionProtection", false));
        machines.delete(id);
        assertThat(caller.refusal("StartInstance", Map.of("InstanceId", id))).isEqualTo("InvalidInstanceId.NotFound");
    }

    @InEveryDialect
    void oneThatNeverWasIsNotFound(Caller caller) {
        Map<String, String> unknown = Map.of("InstanceId", UNKNOWN);
        for (String action : List.of(
                "StartInstance",
                "StopInstance",
                "RebootInstance",
                "DeleteInstance",
                "ModifyInstanceAttribute",
                "DescribeInstanceAttribute")) {
            assertThat(caller.refusal(action, unknown)).as(action).isEqualTo("InvalidInstanceId.NotFound");
        }
        assertThat(caller.ask("DescribeInstances", Map.of("InstanceIds", "[\"" + UNKNOWN + "\"]"))
                        .list("Instances"))
                .isEmpty();
    }

    @InEveryDialect
    void oneThatIsNotNamedIsMissed(Caller caller) {
        for (String action : List.of("StartInstance", "StopInstance", "RebootInstance", "DeleteInstance")) {
            assertThat(caller.refusal(action, Map.of())).as(action).startsWith("MissingParameter");
        }
    }

    @InEveryDialect
    void runsThatCannotBeAreRefused(Caller caller) {
        Map<String, String> least = Map.of("ImageId", Machines.IMAGE, "InstanceType", Machines.TYPE);
        assertThat(caller.refusal("RunInstances", with(least, "ImageId", "no-such-image.vhd")))
                .isEqualTo("InvalidImageId.NotFound");
        assertThat(caller.refusal("RunInstances", with(least, "InstanceType", "ecs.none.huge")))
                .startsWith("InvalidInstanceType.");
        assertThat(caller.refusal("RunInstances", with(least, "ZoneId", "cn-hangzhou-z")))
                .isEqualTo("InvalidZoneId.NotFound");
        assertThat(caller.refusal("RunInstances", with(least, "Amount", 101)))
                .isIn("InvalidParameter", "InvalidParam.Amount");
        assertThat(caller.refusal("RunInstances", with(least, "InstanceName", "http://x")))
                .isEqualTo("InvalidInstanceName.Malformed");
    }

    private static Map<String, Object> with(Map<String, String> least, String name, Object value) {
        Map<String, Object> parameters = new java.util.HashMap<>(least);
        parameters.put(name, value);
        return parameters;
    }
}
