package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.util.List;
import java.util.Map;

/** Codes that register machines from elsewhere (guide 2.2); one that was used is {@link CloudAssistantWalkThroughIT}'s. */
@VerifiedAgainst(Source.REFERENCE)
class ActivationsIT {
    @InEveryDialect
    void activationsAreMadeDisabledAndDeleted(Caller caller) {
        Body made = caller.ask(
                "CreateActivation",
                Map.of("Description", "told", "InstanceCount", 2, "InstanceName", "edge", "TimeToLiveInHours", 1));
        assertThat(made.text("ActivationCode")).isNotBlank();
        String id = made.text("ActivationId");
        Map<String, Object> asked = Map.of("ActivationId", id);
        assertThat(activations(caller, asked)).singleElement().satisfies(one -> {
            assertThat(one.text("ActivationId")).isEqualTo(id);
            assertThat(one.text("Description")).isEqualTo("told");
            assertThat(one.text("InstanceName")).isEqualTo("edge");
            assertThat(one.number("InstanceCount")).isEqualTo(2);
            assertThat(one.number("RegisteredCount")).isZero();
            assertThat(one.number("DeregisteredCount")).isZero();
            assertThat(one.number("TimeToLiveInHours")).isEqualTo(1);
            assertThat(one.text("Disabled")).isEqualTo("false");
        });
        assertThat(caller.refusalOfStranger("DisableActivation", asked)).isEqualTo("InvalidActivationId.NotFound");
        caller.ask("DisableActivation", asked);
        assertThat(activations(caller, asked))
                .singleElement()
                .satisfies(one -> assertThat(one.text("Disabled")).isEqualTo("true"));
        caller.ask("DeleteActivation", asked);
        assertThat(activations(caller, asked)).isEmpty();
        assertThat(caller.refusal("DeleteActivation", asked)).isEqualTo("InvalidActivationId.NotFound");
    }

    @InEveryDialect
    @VerifiedAgainst(Source.GUIDE)
    void unknownManagedInstancesAreNotFound(Caller caller) {
        Body none = caller.ask("DescribeManagedInstances", Map.of("InstanceId", List.of("mi-hz000000000")));
        assertThat(none.number("TotalCount")).isZero();
        assertThat(none.list("Instances")).isEmpty();
        assertThat(caller.refusal(
                        "ModifyManagedInstance", Map.of("InstanceId", "mi-hz000000000", "InstanceName", "name")))
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(caller.refusal("DeregisterManagedInstance", Map.of("InstanceId", "mi-hz000000000")))
                .isEqualTo("InvalidInstanceId.NotFound");
    }

    private static List<Body> activations(Caller caller, Map<String, Object> asked) {
        return caller.ask("DescribeActivations", asked).list("ActivationList");
    }
}
