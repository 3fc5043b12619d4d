package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.LogBound;
import java.nio.file.Path;

/**
 * One PostgreSQL server.
 *
 * @param binaries folder the binaries are unpacked to (shared by any number of servers)
 * @param data folder of this server: the cluster in {@code cluster/}, the generated password in {@code password}
 * @param log file of its output
 * @param bound how much of it is kept
 * @param port on 127.0.0.1
 * @param durability what a commit promises
 * @param maxConnections all pools of all services share them
 */
public record PostgresSettings(
        Path binaries, Path data, Path log, LogBound bound, int port, Durability durability, int maxConnections) {
    public static final int DEFAULT_CONNECTIONS = 60;

    public PostgresSettings {
        if (maxConnections < 5) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + ", at least 5 are needed");
        }
    }

    /** With a log that has no bound. */
    public PostgresSettings(Path binaries, Path data, Path log, int port, Durability durability, int maxConnections) {
        this(binaries, data, log, LogBound.NONE, port, durability, maxConnections);
    }

    /** What a commit promises. */
    public enum Durability {
        /** A committed change survives the loss of power. */
        POWER_LOSS,
        /** A committed change survives the death of the server's processes, not of the machine: for tests. */
        PROCESS_DEATH
    }

    Path cluster() {
        return data.resolve("cluster");
    }

    Path passwordFile() {
        return data.resolve("password");
    }
}
