package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** Several instances in one request. */
@VerifiedAgainst(Source.REFERENCE)
class BatchesIT {
    private static final String UNKNOWN = "i-bp1nosuchinstance00";

    @InEveryDialect
    void aBatchStopsStartsAndReboots(Caller caller) {
        Machines machines = new Machines(caller);
        List<String> ids = machines.run(2, Map.of());
        ids.forEach(id -> machines.awaitInstance(id, "Running"));
        assertRows(caller.ask("StopInstances", Map.of("InstanceId", ids)), ids, "Running", "Stopping");
        ids.forEach(id -> machines.awaitInstance(id, "Stopped"));
        assertRows(caller.ask("StartInstances", Map.of("InstanceId", ids)), ids, "Stopped", "Starting");
        ids.forEach(id -> machines.awaitInstance(id, "Running"));
        Body rebooted = caller.ask("RebootInstances", Map.of("InstanceId", ids));
        assertThat(rebooted.list("InstanceResponses"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.text("Code")).isEqualTo("200"));
        ids.forEach(id -> machines.awaitInstance(id, "Running"));
        caller.ask("DeleteInstances", Map.of("InstanceId", ids, "Force", true));
        ids.forEach(machines::awaitGone);
    }

    @InEveryDialect
    void allTogetherMeansAllOrNone(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.running();
        Map<String, Object> batch = Map.of("InstanceId", List.of(id, UNKNOWN), "BatchOptimization", "AllTogether");
        assertThat(caller.refusal("StopInstances", batch)).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(caller.refusal("RebootInstances", batch)).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(caller.refusal("StartInstances", batch)).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(caller.refusal("DeleteInstances", Map.of("InstanceId", List.of(id, UNKNOWN), "Force", true)))
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(machines.instance(id).text("Status")).isEqualTo("Running");
    }

    @InEveryDialect
    void successFirstTellsOfEach(Caller caller) {
        Machines machines = new Machines(caller);
        String running = machines.running();
        String stopped = machines.stopped();
        Body answer = caller.ask(
                "StopInstances", Map.of("InstanceId", List.of(running, stopped), "BatchOptimization", "SuccessFirst"));
        assertThat(answer.list("InstanceResponses"))
                .filteredOn(row -> row.text("InstanceId").equals(running))
                .singleElement()
                .satisfies(row -> assertThat(row.text("Code")).isEqualTo("200"));
        assertThat(answer.list("InstanceResponses"))
                .filteredOn(row -> row.text("InstanceId").equals(stopped))
                .singleElement()
                .satisfies(row -> assertThat(row.text("Code")).isEqualTo("IncorrectInstanceStatus"));
        machines.awaitInstance(running, "Stopped");
    }

    @InEveryDialect
    void anEmptyBatchIsNoBatch(Caller caller) {
        for (String action : List.of("StartInstances", "StopInstances", "RebootInstances", "DeleteInstances")) {
            assertThat(caller.refusal(action, Map.of())).as(action).startsWith("MissingParameter");
        }
    }

    private static void assertRows(Body answer, List<String> ids, String before, String after) {
        assertThat(answer.list("InstanceResponses"))
                .extracting(row -> row.text("InstanceId"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(answer.list("InstanceResponses")).allSatisfy(row -> {
            assertThat(row.text("Code")).isEqualTo("200");
            assertThat(row.text("Message")).isEqualTo("success");
            assertThat(row.text("PreviousStatus")).isEqualTo(before);
            assertThat(row.text("CurrentStatus")).isEqualTo(after);
        });
    }
}
