package io.opsbus.agent;

import java.util.List;

/**
 * What the server answers to a fetch.
 *
 * @param whole what it says of itself
 * @param run to run or to put on a timetable
 * @param stop ids and versions of tasks to end
 * @param test to check without running
 * @param files to write
 */
public record TaskList(Whole whole, List<RunTask> run, List<RunTask> stop, List<RunTask> test, List<FileTask> files) {
    public TaskList {
        run = List.copyOf(run);
        stop = List.copyOf(stop);
        test = List.copyOf(test);
        files = List.copyOf(files);
    }

    /**
     * What it says of itself.
     *
     * @param again the server asks for the same fetch once more, soon ({@code code} 408)
     * @param isCut there was no room for all of it: the rest is to be asked for when what is taken has begun
     * @param unreadable entries that name no task, or nobody can read
     */
    public record Whole(boolean again, boolean isCut, int unreadable) {}

    /** All of it, and all of that read. */
    public TaskList(boolean again, List<RunTask> run, List<RunTask> stop, List<RunTask> test, List<FileTask> files) {
        this(new Whole(again, false, 0), run, stop, test, files);
    }

    /** Whether the server asks for the same fetch once more, soon. */
    public boolean again() {
        return whole.again();
    }

    /** Whether there was no room for all of it. */
    public boolean isCut() {
        return whole.isCut();
    }
}
