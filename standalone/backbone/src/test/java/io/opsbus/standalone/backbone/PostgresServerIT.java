package io.opsbus.standalone.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.standalone.backbone.PostgresSettings.Durability;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private final List<PostgresServer> started = new ArrayList<>();
    private final int port = Ports.free();

    @AfterEach
    void stopAll() {
        started.forEach(server -> server.stop(Duration.ofSeconds(20)));
    }

    @Test
    void aNewServerHasChecksumsUtf8AndAsksForThePassword() throws Exception {
        PostgresServer server = ready();

        assertThat(query(server, "postgres", "show data_checksums")).isEqualTo("on");
        assertThat(query(server, "postgres", "show server_encoding")).isEqualTo("UTF8");
        assertThat(query(server, "postgres", "select upper('ä') || length('中文')"))
                .isEqualTo("Ä2");
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess"))
                .isInstanceOf(SQLException.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDatabaseIsMadeOnce() throws Exception {
        PostgresServer server = ready();

        assertThat(server.createDatabase("opsbus_event")).isTrue();
        assertThat(server.createDatabase("opsbus_event")).isFalse();
        assertThatThrownBy(() -> server.createDatabase("x; drop database postgres"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void committedRowsSurviveAFastShutdownAndAKill() throws Exception {
        PostgresServer first = ready();
        execute(first, "create table kept (line text)");
        execute(first, "insert into kept values ('before the stop')");
        assertThat(first.stop(Duration.ofSeconds(20))).isTrue();

        PostgresServer second = ready();
        execute(second, "insert into kept values ('before the kill')");
        second.kill();

        PostgresServer third = ready();
        assertThat(query(third, "postgres", "select count(*) from kept")).isEqualTo("2");
        assertThat(third.password()).isEqualTo(first.password());
    }

    @Test
    void aLockFileThatNamesAnotherProgramsProcessIsDropped() throws Exception {
        PostgresServer first = ready();
        Path lock = data.resolve("cluster/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(lock));
        first.kill();
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lock, lines);

        assertThat(query(ready(), "postgres", "select 1")).isEqualTo("1");
    }

    @Test
    void aSecondServerOnTheSameDataIsRefusedInOneSentence() throws Exception {
        PostgresServer first = ready();

        assertThatThrownBy(this::ready)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PostgreSQL already runs on")
                .hasMessageContaining(Long.toString(first.child().pid()));
    }

    @Test
    void aTakenPortIsRefusedInOneSentence() throws Exception {
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(this::ready)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("Port %d, wanted by PostgreSQL, is taken by another process.", taken.getLocalPort());
        }
    }

    @Test
    void aFrozenServerAnswersAgainWhenThawed() throws Exception {
        PostgresServer server = ready();
        server.child().signal(Signal.STOP);
        server.child().signal(Signal.CONT);

        assertThat(query(server, "postgres", "select 1")).isEqualTo("1");
    }

    private PostgresServer ready() throws StartFailure {
        var layout = BackboneLayout.find();
        var settings = new PostgresSettings(
                layout.postgres(), data, data.resolve("log.txt"), port, Durability.PROCESS_DEATH, 20);
        PostgresServer server = PostgresServer.start(layout, settings);
        started.add(server);
        server.awaitReady(LIMIT);
        return server;
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String database, String sql) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
