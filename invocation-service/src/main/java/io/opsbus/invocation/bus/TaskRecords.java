package io.opsbus.invocation.bus;

import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompleted;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompletedContent;
import io.opsbus.schemas.ecs.invocation.InvocationResult;
import io.opsbus.schemas.registry.SchemaRegistry;

/**
 * News of tasks: records of {@code ecs.invocation.result} for those who follow them, and of {@code
 * ecs.cloud-assistant.task-completed} for the rules of notification.
 */
public final class TaskRecords implements FactEncoder<TaskFact> {
    private final Encoded<InvocationResult> results;
    private final Encoded<CloudAssistantTaskCompleted> notices;

    /** Records whose schemas are in this registry. */
    public TaskRecords(SchemaRegistry registry) {
        this.results = new Encoded<>(Topics.INVOCATION_RESULT, registry);
        this.notices = new Encoded<>(Topics.CLOUD_ASSISTANT_TASK_COMPLETED, registry);
    }

    /** Registers the schemas. Safe to repeat. */
    public void register() {
        results.register();
        notices.register();
    }

    @Override
    public OutboxRecord encode(TaskFact fact) {
        Task task = fact.task();
        String revision = task.id() + "." + task.progress().revision();
        return switch (fact.telling()) {
            case FOLLOWERS -> results.record(task.identity().invocation().text(), record(fact), revision);
            case RULES -> notices.record(task.identity().instance().text(), notice(fact), revision + ".over");
        };
    }

    static InvocationResult record(TaskFact fact) {
        Task task = fact.task();
        Ending run = fact.run();
        Ending ending = fact.ending();
        TaskStatus status = task.status();
        return InvocationResult.newBuilder()
                .setTaskId(task.id().text())
                .setInvocationId(task.identity().invocation().text())
                .setInstanceId(task.identity().instance().text())
                .setAccountId(task.identity().scope().account().text())
                .setRegionId(task.identity().scope().region().text())
                .setStatus(status.word())
                .setLegacyStatus(status.legacy().word())
                .setRunStatus(run == null ? null : run.status().word())
                .setExitCode(ending == null || ending.started() == null ? null : ending.exitCode())
                .setErrorCode(ending == null ? "" : ending.errorWord())
                .setErrorInfo(ending == null ? "" : ending.errorText())
                .setStartTime(ending == null ? task.started() : ending.started())
                .setFinishTime(ending == null ? null : ending.finished())
                .setRepeats(task.progress().repeats())
                .setOutputBytes(task.progress().output().bytes().length)
                .setDropped(task.progress().output().dropped())
                .setRevision(task.progress().revision())
                .build();
    }

    static CloudAssistantTaskCompleted notice(TaskFact fact) {
        Task task = fact.task();
        Ending ending = fact.ending();
        if (ending == null) {
            throw new IllegalArgumentException("nothing is over: " + task.id());
        }
        var scope = task.identity().scope();
        String instance = task.identity().instance().text();
        return CloudAssistantTaskCompleted.newBuilder()
                .setVer("1.0")
                .setId(task.id() + "." + task.progress().revision())
                .setProduct("ECS")
                .setResourceId("acs:ecs:" + scope.region() + ":" + scope.account() + ":instance/" + instance)
                .setLevel(ending.error() == null ? Level.INFO : Level.WARN)
                .setName("CloudAssistant:TaskCompleted")
                .setUserId(scope.account().text())
                .setEventTime(task.progress().updated())
                .setRegionId(scope.region().text())
                .setContent(CloudAssistantTaskCompletedContent.newBuilder()
                        .setInstanceId(instance)
                        .setInvokeId(task.identity().invocation().text())
                        .setInvocationStatus(ending.status().word())
                        .setInvokeRecordStatus(ending.status().legacy().word())
                        .setExitCode(ending.started() == null ? null : Long.toString(ending.exitCode()))
                        .setErrorCode(ending.error() == null ? null : ending.errorWord())
                        .setStartTime(ending.started())
                        .setFinishTime(ending.finished())
                        .build())
                .build();
    }
}
