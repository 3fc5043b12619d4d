package io.opsbus.agent;

import java.util.List;

/**
 * What the server answers to a fetch.
 *
 * @param again the server asks for the same fetch once more, soon ({@code code} 408)
 * @param isCut there was no room for all of it: the rest is to be asked for when what is taken has begun
 * @param run to run or to put on a timetable
 * @param stop ids and versions of tasks to end
 * @param test to check without running
 * @param files to write
 */
public record TaskList(
        boolean again, boolean isCut, List<RunTask> run, List<RunTask> stop, List<RunTask> test, List<FileTask> files) {
    public TaskList {
        run = List.copyOf(run);
        stop = List.copyOf(stop);
        test = List.copyOf(test);
        files = List.copyOf(files);
    }

    /** All of it. */
    public TaskList(boolean again, List<RunTask> run, List<RunTask> stop, List<RunTask> test, List<FileTask> files) {
        this(again, false, run, stop, test, files);
    }
}
