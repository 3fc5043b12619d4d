package io.opsbus.invocation.link;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;

/** Something an agent is to be told now (agent facts 7.1). A kick is a notice: the agent then asks. */
public sealed interface Kick {
    InstanceId instance();

    /** {@code kick_vm task run <taskId>}. */
    record Run(InstanceId instance, TaskId task) implements Kick {}

    /**
     * The same of one that was given and that nothing was heard of: only for an agent that runs nothing twice, to any other it would not be
     * given again.
     */
    record RunAgain(InstanceId instance, TaskId task) implements Kick {}

    /** {@code kick_vm task stop <taskId>}. */
    record Stop(InstanceId instance, TaskId task) implements Kick {}

    /** {@code kick_vm file create <taskId>}. */
    record File(InstanceId instance, TaskId task) implements Kick {}

    /** {@code kick_vm}: something has changed, ask for everything. */
    record Everything(InstanceId instance) implements Kick {}

    /** {@code kick_vm agent deregister}: its owner has ended the registration; the socket is closed after. */
    record Deregister(InstanceId instance) implements Kick {}
}
