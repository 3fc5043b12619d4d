package io.opsbus.agent.windows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A job object: a process and everything that came from it, also what outlived its parent and is no descendant of anything that lives.
 * Closing it ends nothing.
 */
public final class Job implements AutoCloseable {
    private static final int MAY_BE_PUT_INTO_A_JOB = 0x0100 | 0x0001;
    private static final int EXIT_CODE = 1;

    private static final Library KERNEL = new Library("kernel32");
    private static final MethodHandle CREATE = KERNEL.function("CreateJobObjectW", JAVA_LONG, ADDRESS, ADDRESS);
    private static final MethodHandle OPEN = KERNEL.function("OpenProcess", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle ASSIGN =
            KERNEL.function("AssignProcessToJobObject", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle TERMINATE = KERNEL.function("TerminateJobObject", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = KERNEL.function("CloseHandle", JAVA_INT, JAVA_LONG);

    private final long handle;

    /** An empty one: made before the process it is for, which else has started others by the time it is put in. */
    public Job() {
        try {
            this.handle = (long) CREATE.invokeExact(MemorySegment.NULL, MemorySegment.NULL);
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    /**
     * Puts a process into it. What that has started before is not in it: do so at once.
     *
     * @return whether it is in it; it may have ended
     */
    public boolean add(long pid) {
        try {
            long process = (long) OPEN.invokeExact(MAY_BE_PUT_INTO_A_JOB, 0, (int) pid);
            if (process == 0) {
                return false;
            }
            boolean added = (int) ASSIGN.invokeExact(handle, process) != 0;
            int _ = (int) CLOSE.invokeExact(process);
            return added;
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    /** Ends every process in it. */
    public void kill() {
        try {
            int _ = (int) TERMINATE.invokeExact(handle, EXIT_CODE);
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(handle);
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }
}
