package io.opsbus.testkit;

import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.opentest4j.TestAbortedException;

/**
 * A file of a server's that answers as a broken disk does: what is written to it, or read, fails with EIO. It is a link to the process' own memory
 * ({@code /proc/self/mem}, proc(5)), of which the first pages are never mapped; that needs no rights. A file can only be taken from a process that has yet
 * to open it, so it is the one that the server writes next.
 *
 * @param aside where what was there waits
 */
record BrokenFile(Path file, Path aside) {
    private static final Path UNMAPPED = Path.of("/proc/self/mem");

    private static final String NEXT_SEGMENT = """
            select current_setting('data_directory') || '/pg_wal/'
                || pg_walfile_name(pg_current_wal_insert_lsn() + (select setting::numeric from pg_settings where name = 'wal_segment_size'))""";

    /** What the broker writes every five seconds, when it has a partition: up to where each is replicated. */
    static BrokenFile nextOf(KafkaServer server) {
        return at(server.settings().data().resolve("replication-offset-checkpoint.tmp"));
    }

    /** The next part of the write-ahead log, in which whatever is changed from now on has to stand. */
    static BrokenFile nextOf(PostgresServer server) {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
                var statement = connection.createStatement();
                var next = statement.executeQuery(NEXT_SEGMENT)) {
            next.next();
            var broken = at(Path.of(next.getString(1)));
            begin(connection);
            return broken;
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not tell where it writes: " + e.getMessage(), e);
        }
    }

    private static void begin(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
        } catch (SQLException itEndsOfIt) {
            // sooner than it could answer
        }
    }

    private static BrokenFile at(Path file) {
        if (!Files.isReadable(UNMAPPED)) {
            throw new TestAbortedException("no " + UNMAPPED + " here");
        }
        var aside = file.resolveSibling("aside");
        try {
            if (Files.exists(file)) {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createSymbolicLink(file, UNMAPPED);
            return new BrokenFile(file, aside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was there before is there again. */
    void mend() {
        try {
            Files.deleteIfExists(file);
            if (Files.exists(aside)) {
                Files.move(aside, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
