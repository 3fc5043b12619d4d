package io.opsbus.invocation.bus;

import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.CommandUse;
import io.opsbus.schemas.ecs.invocation.InvocationStatusChange;
import io.opsbus.schemas.registry.SchemaRegistry;

/**
 * News of invocations as records: {@code ecs.invocation.status}, and {@code ecs.command-uses}, which keeps a command that a
 * repeated invocation needs.
 */
public final class InvocationRecords implements FactEncoder<InvocationFact> {
    private final Encoded<InvocationStatusChange> statuses;
    private final Encoded<CommandUse> uses;
    private final TaskRecords tasks;

    /** Records whose schemas are in this registry. */
    public InvocationRecords(SchemaRegistry registry, TaskRecords tasks) {
        this.statuses = new Encoded<>(Topics.INVOCATION_STATUS, registry);
        this.uses = new Encoded<>(Topics.COMMAND_USES, registry);
        this.tasks = tasks;
    }

    /** Registers the schemas. Safe to repeat. */
    public void register() {
        statuses.register();
        uses.register();
        tasks.register();
    }

    @Override
    public OutboxRecord encode(InvocationFact fact) {
        return switch (fact) {
            case InvocationFact.Status status -> {
                String id = status.invocation().place().id().text();
                yield statuses.record(
                        id,
                        record(status),
                        id + ".s" + status.invocation().told().revision());
            }
            case InvocationFact.OfTask(TaskFact ofTask) -> tasks.encode(ofTask);
            case InvocationFact.Uses(Invocation invocation) -> {
                String id = invocation.place().id().text();
                yield uses.record(id, use(invocation), id + ".use");
            }
            case InvocationFact.UseEnded(Invocation invocation) -> {
                String id = invocation.place().id().text();
                yield uses.tombstone(id, id + ".unuse");
            }
        };
    }

    static InvocationStatusChange record(InvocationFact.Status fact) {
        Invocation invocation = fact.invocation();
        OverallStatus status = fact.status();
        return InvocationStatusChange.newBuilder()
                .setInvocationId(invocation.place().id().text())
                .setAccountId(invocation.place().scope().account().text())
                .setRegionId(invocation.place().scope().region().text())
                .setCommandId(
                        invocation.work() instanceof Work.Run run
                                ? run.command().id().text()
                                : null)
                .setStatus(status.word())
                .setLegacyStatus(fact.legacy().word())
                .setTasks(fact.tasks())
                .setRevision(invocation.told().revision())
                .setCreatedAt(invocation.created())
                .build();
    }

    private static CommandUse use(Invocation invocation) {
        if (!(invocation.work() instanceof Work.Run run)) {
            throw new IllegalArgumentException("no command is used: " + invocation);
        }
        return CommandUse.newBuilder()
                .setInvocationId(invocation.place().id().text())
                .setCommandId(run.command().id().text())
                .setAccountId(invocation.place().scope().account().text())
                .setRegionId(invocation.place().scope().region().text())
                .build();
    }
}
