package io.opsbus.invocation.work;

import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.OverallStatus.Legacy;
import io.opsbus.invocation.task.TaskFact;

/** News of an invocation, for the bus. */
public sealed interface InvocationFact {
    /** It has another status. */
    record Status(Invocation invocation, OverallStatus status, Legacy legacy, int tasks) implements InvocationFact {}

    /** A task of it that never began. */
    record OfTask(TaskFact fact) implements InvocationFact {}

    /** It needs its command from now on. */
    record Uses(Invocation invocation) implements InvocationFact {}

    /** It needs it no longer. */
    record UseEnded(Invocation invocation) implements InvocationFact {}
}
