package io.opsbus.testkit;

import java.io.IOException;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * How much the files of a running process may hold. The limit is the kernel's on the size of files (RLIMIT_FSIZE), which needs no rights: beyond it a
 * write fails with EFBIG where a full disk gives ENOSPC. The JVM and PostgreSQL ignore the signal that comes with it.
 */
enum Room {
    NONE("0:"),
    ALL("unlimited:");

    /** The soft limit; the hard one stays. */
    private final String limit;

    Room(String limit) {
        this.limit = limit;
    }

    /** Of this process and of those it has started; those it starts later have what it has. */
    void of(long process) {
        Stream.concat(
                        Stream.of(process),
                        ProcessHandle.of(process).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .forEach(this::limit);
    }

    /** One that has ended meanwhile needs no limit. */
    private void limit(long process) {
        try {
            var set = new ProcessBuilder("prlimit", "--pid", Long.toString(process), "--fsize=" + limit)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
            if (set.exitValue() != 0 && ProcessHandle.of(process).isPresent()) {
                throw new TestAbortedException("prlimit may not set the size of files here");
            }
        } catch (IOException noSuchTool) {
            throw new TestAbortedException("no prlimit(1) here: " + noSuchTool.getMessage());
        }
    }
}
