package io.opsbus.standalone.supervise;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Real processes with their output appended to a log file that is turned over at 32 MiB. */
public final class ForkedProcesses implements Processes {
    private static final long LOG_LIMIT_BYTES = 32L << 20;

    @Override
    public Running start(Program program) throws IOException {
        turnOver(program.log());
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(program.log().toFile()))
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(program.environment());
        return new Forked(builder.start());
    }

    private static void turnOver(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private record Forked(Process process) implements Running {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public long startedMillis() {
            return Pids.startedMillis(process.toHandle());
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public void signal(String name) {
            Pids.signal(process.pid(), name);
        }
    }
}
