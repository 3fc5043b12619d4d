package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskFact;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.ledger.Ledger;

/** Everything that can be changed here. */
public record Ledgers(
        Ledger<InvocationPlace, InvocationSlot, InvocationFact> invocations,
        Ledger<TaskId, Task, TaskFact> tasks,
        Ledger<ActivationId, ActivationSlot, FleetAlert> activations,
        Ledger<InstanceId, ManagedInstance, FleetAlert> managed) {
    /** Names of the ledgers, which scope their locks, keys and timers, for ever. */
    public static final String INVOCATIONS = "invocation";

    public static final String TASKS = "task";
    public static final String ACTIVATIONS = "activation";
    public static final String MANAGED = "managed";
}
