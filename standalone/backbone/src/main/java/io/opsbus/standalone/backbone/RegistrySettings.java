package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.KafkaSettings.Jvm;
import java.nio.file.Path;

/**
 * One schema registry.
 *
 * @param storage where schemas live
 * @param log file of its output
 * @param port of its API, on 127.0.0.1
 * @param managementPort of its health pages, on 127.0.0.1
 * @param jvm how its JVM runs
 */
public record RegistrySettings(Storage storage, Path log, int port, int managementPort, Jvm jvm) {
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
