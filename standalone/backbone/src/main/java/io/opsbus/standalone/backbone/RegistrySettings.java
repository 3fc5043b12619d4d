package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.KafkaSettings.Jvm;
import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.LogBound;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One schema registry.
 *
 * @param storage where schemas live
 * @param log file of its output
 * @param bound how much of it is kept
 * @param port of its API, on 127.0.0.1
 * @param managementPort of its health pages, on 127.0.0.1
 * @param jvm how its JVM runs
 */
public record RegistrySettings(Storage storage, Path log, LogBound bound, int port, int managementPort, Jvm jvm) {
    /** With a log that has no bound. */
    public RegistrySettings(Storage storage, Path log, int port, int managementPort, Jvm jvm) {
        this(storage, log, LogBound.NONE, port, managementPort, jvm);
    }

    /** Small heap, first compiler only: a registry is asked once for each schema, it must start, not run, fast. */
    public static Jvm smallJvm(Optional<AotCache> aotCache) {
        return new Jvm(
                List.of(
                        "-Xms64m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError"),
                aotCache);
    }

    /** Where schemas live. */
    public sealed interface Storage {
        /** Lost with the process: for tests. */
        record InMemory() implements Storage {}

        /** A database of its own on PostgreSQL; schema ids stay what they are over restarts. */
        record Postgres(String jdbcUrl, String user, String password) implements Storage {
            @Override
            public String toString() {
                return "Postgres[" + jdbcUrl + "]"; // without the password
            }
        }
    }
}
