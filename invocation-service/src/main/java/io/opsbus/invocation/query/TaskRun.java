package io.opsbus.invocation.query;

import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import java.util.Optional;

/**
 * One line of results: a task as it is, or one of its runs that are over.
 *
 * @param ended the run; empty when the line is the task itself
 * @param output of that run, or of the last one
 */
public record TaskRun(Invocation invocation, Task task, Optional<Ending> ended, Output output) {}
