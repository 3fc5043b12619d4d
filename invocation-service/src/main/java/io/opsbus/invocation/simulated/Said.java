package io.opsbus.invocation.simulated;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.TaskReport;

/**
 * What a machine's agent has to report.
 *
 * @param version of the task, as it was given
 */
public record Said(TaskId task, int version, TaskReport report) {}
