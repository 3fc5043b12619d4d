package io.opsbus.conformance.coverage;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one run has seen, written to a file at its end. Safe for use by several threads. */
public final class Log implements AutoCloseable {
    private static final Gson JSON = new Gson();

    private final Path file;
    private final Set<Seen> seen = ConcurrentHashMap.newKeySet();

    /** A log that {@link #close} writes to {@code file}. */
    public Log(Path file) {
        this.file = file;
    }

    public void add(Seen one) {
        seen.add(one);
    }

    /** What was seen until now. */
    public Set<Seen> all() {
        return Set.copyOf(seen);
    }

    /** What an earlier run has written. */
    public static List<Seen> read(Path file) throws IOException {
        return List.of(JSON.fromJson(Files.readString(file), Seen[].class));
    }

    @Override
    public void close() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.toJson(seen));
    }
}
