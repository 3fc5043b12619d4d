package io.opsbus.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output while somebody looks at it too: the log as it is written in earnest, a JSON object a line. */
public final class WatchedOutput implements AutoCloseable {
    private final PrintStream usual = System.out;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    /** Watches from now on. */
    public WatchedOutput() {
        System.setOut(new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        write(new byte[] {(byte) one}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        seen.write(bytes, from, length);
                        usual.write(bytes, from, length);
                    }
                },
                true,
                UTF_8));
    }

    /** What was written since. */
    public String text() {
        return seen.toString(UTF_8);
    }

    @Override
    public void close() {
        System.setOut(usual);
    }
}
