package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompleted;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompletedContent;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.testkit.bus.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a Cloud Assistant task is over is told to whom a rule names, as invocation-service writes it on the bus (guide 4.2). */
class TaskEventsIT extends NotifierScene {
    private static final Instant ENDED = Instant.parse("2026-11-23T12:00:05Z");

    private final AvroSerializer<CloudAssistantTaskCompleted> writer = new AvroSerializer<>(registry.schemas());

    private void rule(String account, String name, String... pattern) {
        List<String> parameters = new ArrayList<>(List.of("RuleName", name, "EventPattern.1.Product", "ECS"));
        parameters.addAll(List.of(pattern));
        notifier.ask(account, "PutEventRule", parameters.toArray(String[]::new));
        notifier.callBack(account, name, sink.url("/ok/" + account + "-" + name));
    }

    private static CloudAssistantTaskCompleted over(String account, String id, boolean wentWell) {
        return CloudAssistantTaskCompleted.newBuilder()
                .setVer("1.0")
                .setId(id)
                .setProduct("ECS")
                .setResourceId("acs:ecs:cn-hangzhou:" + account + ":instance/i-task")
                .setLevel(wentWell ? Level.INFO : Level.WARN)
                .setName("CloudAssistant:TaskCompleted")
                .setUserId(account)
                .setEventTime(ENDED)
                .setRegionId("cn-hangzhou")
                .setContent(CloudAssistantTaskCompletedContent.newBuilder()
                        .setInstanceId("i-task")
                        .setInvokeId("t-1")
                        .setInvocationStatus(wentWell ? "Success" : "Failed")
                        .setInvokeRecordStatus(wentWell ? "Finished" : "Failed")
                        .setExitCode(wentWell ? "0" : "3")
                        .setErrorCode(wentWell ? null : "ExitCodeNonzero")
                        .setStartTime(ENDED.minusSeconds(5))
                        .setFinishTime(ENDED)
                        .build())
                .build();
    }

    /** Keyed by the instance, as invocation-service keys it. */
    private String publish(CloudAssistantTaskCompleted event) {
        String topic = Topics.CLOUD_ASSISTANT_TASK_COMPLETED.name();
        bus.send(topic, "i-task", writer.serialize(topic, event));
        return new String(EventJson.write(event), UTF_8);
    }

    @Test
    void aRuleOnTaskEventsBringsThemToItsTarget() {
        rule("tasks", "failed", "EventPattern.1.NameList.1", "CloudAssistant:*", "EventPattern.1.LevelList.1", "WARN");
        rule("tasks", "all", "EventPattern.1.NameList.1", "CloudAssistant:TaskCompleted");
        rule("others", "all", "EventPattern.1.NameList.1", "CloudAssistant:TaskCompleted");
        String well = publish(over("tasks", "t-1-1.2", true));
        String failed = publish(over("tasks", "t-1-2.2", false));
        bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", "tasks"));
        String others = publish(over("others", "t-2-1.2", true));
        bus.flush();
        awaitTold("/ok/tasks-all", well, failed);
        awaitTold("/ok/others-all", others);
        awaitTold("/ok/tasks-failed", failed);
        JsonNode told = RunningNotifier.json(failed);
        assertThat(told.path("eventTime").asText()).isEqualTo("20261123T200005.000+0800");
        assertThat(told.path("content").path("exitCode").asText()).isEqualTo("3");
        assertThat(told.path("content").path("errorCode").asText()).isEqualTo("ExitCodeNonzero");
    }
}
