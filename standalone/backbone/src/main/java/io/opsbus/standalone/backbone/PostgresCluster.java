package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.PostgresSettings.Durability;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The data folder of one PostgreSQL server: made once, checked before every start. */
final class PostgresCluster {
    static final String USER = "opsbus";

    private final PostgresSettings settings;

    PostgresCluster(PostgresSettings settings) {
        this.settings = settings;
    }

    String password() throws StartFailure {
        try {
            return Files.readString(settings.passwordFile()).strip();
        } catch (IOException e) {
            throw new StartFailure("Cannot read the database password: " + e.getMessage(), e);
        }
    }

    /** Makes the cluster unless it is there: data checksums, UTF-8, scram-sha-256 with a fresh password. */
    void make() throws StartFailure {
        Path cluster = settings.cluster();
        if (Files.exists(cluster.resolve("PG_VERSION"))) {
            return;
        }
        Path half = settings.data().resolve("cluster.half").toAbsolutePath();
        try {
            Files.createDirectories(settings.data());
            PostgresBinaries.deleteTree(half);
            writePassword();
            initialise(half);
            Files.move(half, cluster); // a crash before this line leaves nothing that looks like a cluster
        } catch (IOException e) {
            throw new StartFailure("Cannot make the database folder " + cluster + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes sure that no process works in the cluster, and drops a lock file whose process id now belongs to somebody
     * else (PostgreSQL itself would refuse to start then, for instance after a restart of the machine).
     */
    void releaseStaleLock() throws StartFailure {
        Path lock = settings.cluster().resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        try {
            Optional<Long> user = processIn(settings.cluster());
            // backends of a killed postmaster need a moment to notice
            for (int round = 0; user.isPresent() && round < 100; round++) {
                if (isPostmaster(lock, user.get())) {
                    break;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                user = processIn(settings.cluster());
            }
            if (user.isPresent()) {
                throw new StartFailure(
                        "PostgreSQL already runs on " + settings.cluster() + " (process " + user.get() + ").");
            }
            long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
            if (ProcessHandle.of(pid).isPresent()) {
                Files.delete(lock);
            }
        } catch (IOException | NumberFormatException e) {
            throw new StartFailure("Cannot read " + lock + ": " + e.getMessage(), e);
        }
    }

    private static boolean isPostmaster(Path lock, long pid) throws IOException {
        return Files.exists(lock) && Files.readAllLines(lock).getFirst().strip().equals(Long.toString(pid));
    }

    /** Any process whose working directory is {@code folder}: PostgreSQL's processes all stay there. */
    private static Optional<Long> processIn(Path folder) throws IOException {
        Path wanted = folder.toRealPath();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(entry -> wanted.equals(workingDirectory(entry)))
                    .map(entry -> Long.valueOf(entry.getFileName().toString()))
                    .sorted()
                    .findFirst();
        }
    }

    private static Path workingDirectory(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd"));
        } catch (IOException endedOrForeign) {
            return Path.of("");
        }
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Path file = settings.passwordFile();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random));
    }

    private void initialise(Path target) throws StartFailure {
        var command = new ArrayList<>(PostgresBinaries.program(settings.binaries(), "initdb"));
        command.addAll(List.of("--pgdata", target.toString(), "--username", USER));
        command.addAll(List.of(
                "--auth",
                "scram-sha-256",
                "--pwfile",
                settings.passwordFile().toAbsolutePath().toString()));
        command.addAll(List.of("--data-checksums", "--encoding", "UTF8"));
        // same order and case rules on every machine, whatever locales it has
        command.addAll(List.of("--no-locale", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
        if (settings.durability() == Durability.PROCESS_DEATH) {
            command.add("--no-sync");
        }
        Child initdb = Child.start("initdb", PostgresAccount.fit(command), Map.of("TZ", "UTC"), settings.log());
        if (!initdb.awaitExit(Duration.ofMinutes(2))) {
            initdb.stop(Signal.TERM, Duration.ofSeconds(5));
        }
        if (initdb.onExit().join() != 0) {
            throw initdb.ended();
        }
    }
}
