package io.opsbus.invocation.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * News of a task.
 *
 * @param task as it is after the step
 * @param run how the run ended, when a run of several did
 * @param telling to whom
 */
public record TaskFact(Task task, @Nullable Ending run, Telling telling) {
    /** Who is told. */
    public enum Telling {
        /** Those who follow every task: another status, or the end of a run. */
        FOLLOWERS,
        /** The rules of notification: the end of a task, or of a run. */
        RULES
    }

    /** What is told of a task that has another status, or one of whose runs is over: to rules only when something is over. */
    public static List<TaskFact> of(Task task, @Nullable Ending run) {
        var followed = new TaskFact(task, run, Telling.FOLLOWERS);
        return run == null && !task.status().isFinal()
                ? List.of(followed)
                : List.of(followed, new TaskFact(task, run, Telling.RULES));
    }

    /** How what is over ended; null when nothing is. */
    public @Nullable Ending ending() {
        return run != null ? run : task.status().isFinal() ? task.ending() : null;
    }
}
