package io.opsbus.invocation.bus;

import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.invocation.InvocationResult;
import io.opsbus.schemas.registry.SchemaRegistry;

/** News of tasks as records of {@code ecs.invocation.result}. */
public final class TaskRecords implements FactEncoder<TaskFact> {
    private final Encoded<InvocationResult> records;

    /** Records whose schema is in this registry. */
    public TaskRecords(SchemaRegistry registry) {
        this.records = new Encoded<>(Topics.INVOCATION_RESULT, registry);
    }

    /** Registers the schema. Safe to repeat. */
    public void register() {
        records.register();
    }

    @Override
    public OutboxRecord encode(TaskFact fact) {
        Task task = fact.task();
        return records.record(
                task.identity().invocation().text(),
                record(fact),
                task.id() + "." + task.progress().revision());
    }

    static InvocationResult record(TaskFact fact) {
        Task task = fact.task();
        Ending run = fact.run();
        Ending ending = run != null ? run : task.status().isFinal() ? task.ending() : null;
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
}
