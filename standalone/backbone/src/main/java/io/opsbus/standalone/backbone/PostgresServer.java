package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.PostgresSettings.Durability;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A real PostgreSQL server as a direct child of this process: no JVM, no Docker, on 127.0.0.1 only, no Unix socket.
 *
 * @param password of the user {@value PostgresCluster#USER}, generated when the data folder was made
 */
public record PostgresServer(PostgresSettings settings, Child child, String password) implements BackboneServer {
    /** Unpacks the binaries and makes the data folder if needed, then starts the server; see {@link #awaitReady}. */
    public static PostgresServer start(BackboneLayout layout, PostgresSettings settings) throws StartFailure {
        PostgresBinaries.unpack(layout, settings.binaries());
        var cluster = new PostgresCluster(settings);
        cluster.make();
        cluster.releaseStaleLock();
        Ports.requireFree("PostgreSQL", settings.port());
        var command = new ArrayList<>(PostgresBinaries.program(settings.binaries(), "postgres"));
        command.add("-D");
        command.add(settings.cluster().toAbsolutePath().toString());
        parameters(settings).forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        Child child = Child.start(
                "postgres",
                PostgresAccount.fit(command),
                Map.of("TZ", "UTC", "PGTZ", "UTC"),
                settings.log(),
                settings.bound());
        return new PostgresServer(settings, child, cluster.password());
    }

    private static Map<String, String> parameters(PostgresSettings settings) {
        String safe = settings.durability() == Durability.POWER_LOSS ? "on" : "off";
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(settings.port())),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", Integer.toString(settings.maxConnections())),
                Map.entry("shared_buffers", "64MB"),
                // files in the data folder: nothing is left in /dev/shm when the server is killed
                Map.entry("dynamic_shared_memory_type", "mmap"),
                Map.entry("max_logical_replication_workers", "0"),
                Map.entry("fsync", safe),
                Map.entry("full_page_writes", safe),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_line_prefix", "%m [%p] %u@%d "),
                Map.entry("log_checkpoints", "off"));
    }

    public String user() {
        return PostgresCluster.USER;
    }

    /** Where any database of this server lives: ends in a slash, to be followed by the database's name. */
    public String jdbcBase() {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/";
    }

    public String jdbcUrl(String database) {
        return jdbcBase() + database;
    }

    /**
     * Makes a database unless it exists.
     *
     * @param database lower-case letters, digits and underscores
     * @return true if it was made now
     */
    public boolean createDatabase(String database) throws SQLException {
        if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a database name: " + database);
        }
        try (Connection connection = connect("postgres");
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            exists.setString(1, database);
            try (var row = exists.executeQuery()) {
                if (row.next()) {
                    return false;
                }
            }
            try (var create = connection.createStatement()) {
                create.execute("create database " + database);
            }
            return true;
        } catch (SQLException e) {
            if ("42P04".equals(e.getSQLState())) { // duplicate_database: somebody else was faster
                return false;
            }
            throw e;
        }
    }

    /** A connection with short time-outs, for administration. */
    public Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.put("user", user());
        properties.put("password", password);
        properties.put("connectTimeout", "2");
        properties.put("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** SIGINT is PostgreSQL's fast shutdown: clients are cut off, nothing committed is lost. */
    @Override
    public Signal endSignal() {
        return Signal.INT;
    }

    @Override
    public void awaitReady(Duration limit) throws StartFailure {
        // a connection refused is cheap, a login is not: look at the server's own status file first
        Readiness.await(child, limit, () -> saysReady() && answers());
    }

    /**
     * Kills the server as a crash would, and removes the one System V shared memory segment a killed server leaves (it
     * is only a lock; the next start on the same data would remove it too).
     */
    public void kill() {
        Optional<String> segment = statusLine(6);
        child.signal(Signal.KILL);
        child.awaitExit(Duration.ofSeconds(10));
        segment.map(line -> List.of(line.strip().split("\\s+")).getLast()).ifPresent(PostgresServer::removeSegment);
    }

    private static void removeSegment(String id) {
        try {
            new ProcessBuilder("ipcrm", "-m", id)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchTool) {
            // 56 bytes stay until the next start
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean saysReady() {
        return statusLine(7).map(String::strip).filter("ready"::equals).isPresent()
                && statusLine(0)
                        .map(String::strip)
                        .filter(Long.toString(child.pid())::equals)
                        .isPresent();
    }

    /** Line {@code index} of postmaster.pid: 0 the process id, 6 key and id of the shared memory, 7 the status. */
    private Optional<String> statusLine(int index) {
        Path file = settings.cluster().resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            return index < lines.size() ? Optional.of(lines.get(index)) : Optional.empty();
        } catch (IOException notWrittenYet) {
            return Optional.empty();
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
