package io.opsbus.invocation.task;

import org.jspecify.annotations.Nullable;

/**
 * News of a task: another status, or the end of one of its runs.
 *
 * @param task as it is after the step
 * @param run how the run ended, when a run of several did
 */
public record TaskFact(Task task, @Nullable Ending run) {}
