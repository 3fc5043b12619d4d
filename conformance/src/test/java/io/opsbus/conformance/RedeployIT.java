package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a user does about an event of the host before its time (guide 3.1): the instance moves, and stays who it is. */
@VerifiedAgainst(Source.REFERENCE)
class RedeployIT {
    @InEveryDialect
    void anInstanceMovesAndStaysWhoItIs(Caller caller) {
        String instance = new Machines(caller).running();
        List<String> addresses = addresses(caller, instance);
        assertThat(addresses).isNotEmpty();
        assertThat(caller.ask("RedeployInstance", Map.of("InstanceId", instance))
                        .text("TaskId"))
                .isNotEmpty();
        await("it runs again")
                .atMost(Duration.ofMinutes(2))
                .until(() -> described(caller, instance).text("Status").equals("Running"));
        assertThat(addresses(caller, instance)).isEqualTo(addresses);
    }

    @InEveryDialect
    void whatIsNotThereDoesNotMove(Caller caller) {
        assertThat(caller.refusal("RedeployInstance", Map.of("InstanceId", "i-bp1nosuchinstance00")))
                .isEqualTo("InvalidInstanceId.NotFound");
    }

    private static List<String> addresses(Caller caller, String instance) {
        return described(caller, instance).texts("VpcAttributes.PrivateIpAddress");
    }

    private static Body described(Caller caller, String instance) {
        return caller.ask("DescribeInstances", Map.of("InstanceIds", "[\"" + instance + "\"]"))
                .list("Instances")
                .getFirst();
    }
}
