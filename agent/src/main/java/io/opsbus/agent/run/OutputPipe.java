package io.opsbus.agent.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process's output, read without ever blocking. On Unix it is a FIFO of ours and not the JDK's pipe: when a process ends the
 * JDK reads what is left in its pipe into memory without a bound, and a child that goes on writing would fill it.
 */
final class OutputPipe implements AutoCloseable {
    private final InputStream in;
    private final AutoCloseable owner;

    private OutputPipe(InputStream in, AutoCloseable owner) {
        this.in = in;
        this.owner = owner;
    }

    /**
     * Gives a process that is about to start its output.
     *
     * @param fifo a path nothing is at
     */
    static Started start(ProcessBuilder builder, Path fifo) throws IOException, InterruptedException {
        builder.redirectErrorStream(true);
        if (Launch.WINDOWS || !Spawning.succeeds("mkfifo", "-m", "600", fifo.toString())) {
            Process process = Spawning.start(builder);
            return new Started(process, new OutputPipe(process.getInputStream(), process.getInputStream()));
        }
        // for reading and writing: opens at once, and never reads an end
        var file = new RandomAccessFile(fifo.toFile(), "rw");
        try {
            builder.redirectOutput(fifo.toFile());
            Process process = Spawning.start(builder);
            return new Started(process, new OutputPipe(new FileInputStream(file.getFD()), file));
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        } finally {
            Files.deleteIfExists(fifo);
        }
    }

    /** A process and its output. */
    record Started(Process process, OutputPipe output) {}

    /** Reads what is there now; zero when nothing is. */
    int read(byte[] into) throws IOException {
        int there = in.available();
        return there <= 0 ? 0 : Math.max(0, in.read(into, 0, Math.min(there, into.length)));
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (Exception alreadyGone) {
            // the process took its end with it
        }
    }
}
