package io.opsbus.instance.rpc;

import static io.opsbus.instance.rpc.EcsInMemory.ALICE;
import static io.opsbus.instance.rpc.EcsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.fleet.InstanceFact.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A subscription goes on (guide 3.1 应对建议: 续费资源). */
class RenewInstanceTest {
    private final EcsInMemory ecs = new EcsInMemory();

    private String subscription() {
        String id = ecs.done(
                        ALICE,
                        "RunInstances",
                        "InstanceType",
                        "ecs.g6.large",
                        "ImageId",
                        "aliyun_2_1903_x64_20G_alibase_20200324.vhd",
                        "InstanceChargeType",
                        "PrePaid",
                        "PeriodUnit",
                        "Week")
                .text("/InstanceIdSets/InstanceIdSet/0");
        ecs.fleet.settle();
        return id;
    }

    private String end(String id) {
        return ecs.done(ALICE, "DescribeInstances", "InstanceIds", "[\"" + id + "\"]")
                .text("/Instances/Instance/0/ExpiredTime");
    }

    @Test
    void itsEndMovesOnceForOneTokenAndTheBusHearsOfIt() {
        String id = subscription();
        assertThat(end(id)).isEqualTo("2019-04-16T16:00Z");
        for (int time = 0; time < 2; time++) {
            ecs.done(ALICE, "RenewInstance", "InstanceId", id, "Period", "2", "ClientToken", "t-1");
        }
        assertThat(end(id)).isEqualTo("2019-06-16T16:00Z");
        assertThat(ecs.fleet.facts(Recorded.class).getLast().instance().terms().expiresAt())
                .isEqualTo("2019-06-16T16:00:00Z");
        ecs.done(ALICE, "RenewInstance", "InstanceId", id, "Period", "1", "PeriodUnit", "Week");
        assertThat(end(id)).isEqualTo("2019-06-23T16:00Z");
    }

    @Test
    void oneThatHasEndedGoesOnFromNowAndCanBeStartedAgain() {
        String id = subscription();
        ecs.done(ALICE, "StopInstance", "InstanceId", id);
        ecs.fleet.settle();
        ecs.fleet.clock.advance(Duration.ofDays(10));
        assertThat(ecs.ask(ALICE, "StartInstance", "InstanceId", id).code()).isEqualTo("InstanceExpiredOrInArrears");
        ecs.done(ALICE, "RenewInstance", "InstanceId", id, "Period", "1");
        assertThat(end(id)).isEqualTo("2019-05-19T16:00Z");
        ecs.done(ALICE, "StartInstance", "InstanceId", id);
    }

    @Test
    void onlySubscriptionsOfTheAccountAreRenewed() {
        assertThat(ecs.ask(ALICE, "RenewInstance", "InstanceId", ecs.running(ALICE), "Period", "1")
                        .code())
                .isEqualTo("ChargeTypeViolation");
        String id = subscription();
        assertThat(ecs.ask(BOB, "RenewInstance", "InstanceId", id, "Period", "1")
                        .code())
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(ecs.ask(ALICE, "RenewInstance", "InstanceId", id, "Period", "0")
                        .code())
                .isEqualTo("InvalidPeriod");
        assertThat(ecs.ask(ALICE, "RenewInstance", "InstanceId", id, "Period", "1", "PeriodUnit", "Age")
                        .code())
                .isEqualTo("InvalidPeriodUnit.ValueNotSupported");
        assertThat(ecs.ask(ALICE, "RenewInstance", "InstanceId", id).code()).isEqualTo("MissingParameter");
        assertThat(end(id)).isEqualTo("2019-04-16T16:00Z");
    }
}
