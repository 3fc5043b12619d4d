package io.opsbus.invocation.task;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import java.time.Instant;

/**
 * What a task is for ever.
 *
 * @param id as the agent knows it
 * @param created when the invocation was accepted
 */
public record TaskIdentity(TaskId id, InvocationId invocation, InstanceId instance, Scope scope, Instant created) {}
