package io.opsbus.agent.wire;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import io.opsbus.agent.run.Reports;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Reports of what is over, on the disk until the server has taken or refused them: neither an agent that ends nor a server that is away
 * for longer than anybody's patience makes a script's result be lost. Not synced: a power cut may take the last ones.
 */
public final class Untold implements Reports {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String HALF = ".half";
    private static final int DIGITS = 19;

    private final Path folder;
    private final Server server;
    private final Journal journal;
    private final Clock clock;
    /** Files of reports that are being told. */
    private final Set<Path> inHand = ConcurrentHashMap.newKeySet();

    private final ReentrantLock retelling = new ReentrantLock();

    /**
     * What an earlier process has left, and what comes.
     *
     * @param folder made if it is missing; nobody else reads it, for output is in it
     * @throws IOException if it cannot be used
     */
    public Untold(Path folder, Server server, Journal journal, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.server = server;
        this.journal = journal;
        this.clock = clock;
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
        for (Path file : files()) {
            if (file.toString().endsWith(HALF)) {
                Files.delete(file);
            }
        }
    }

    /** Oldest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Override
    public boolean tell(Report report) {
        return tell(report, () -> false);
    }

    @Override
    public boolean tell(Report report, BooleanSupplier isMoot) {
        if (!report.kind().isLast()) {
            return server.tell(report, isMoot);
        }
        Path file = folder.resolve("%019d-%s".formatted(clock.millis(), UUID.randomUUID()));
        inHand.add(file);
        try {
            keep(file, report);
            return settle(file, server.told(report));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            inHand.remove(file);
        }
    }

    /**
     * Tells once what is left of earlier; does nothing while somebody else does.
     *
     * @return false while nobody answers
     */
    public boolean retell() throws InterruptedException, IOException {
        if (!retelling.tryLock()) {
            return true;
        }
        try {
            for (Path file : files()) {
                if (!file.toString().endsWith(HALF) && inHand.add(file)) {
                    try {
                        if (retold(file) == Telling.Told.UNHEARD) {
                            return false;
                        }
                    } finally {
                        inHand.remove(file);
                    }
                }
            }
            return true;
        } finally {
            retelling.unlock();
        }
    }

    private Telling.Told retold(Path file) throws InterruptedException {
        Report report;
        boolean isOld;
        try {
            isOld = isOld(file);
            report = read(file);
        } catch (NoSuchFileException told) {
            return Telling.Told.TAKEN;
        } catch (IOException | RuntimeException broken) {
            // another attempt would not read it either
            journal.note("report not read", "file", file.getFileName(), "why", broken);
            settle(file, Telling.Told.REFUSED);
            return Telling.Told.REFUSED;
        }
        Telling.Told told = server.toldOnce(report);
        journal.note("report of earlier told", "report", report, "and", told);
        // the server has long said itself how it ended
        settle(file, isOld ? Telling.Told.REFUSED : told);
        return told;
    }

    private boolean isOld(Path file) {
        long since = Long.parseLong(file.getFileName().toString().substring(0, DIGITS));
        return clock.millis() - since > KEPT.toMillis();
    }

    private boolean settle(Path file, Telling.Told told) {
        if (told == Telling.Told.TAKEN || told == Telling.Told.REFUSED) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException open) {
                journal.note("report not forgotten", "file", file.getFileName(), "why", open);
            }
        }
        return told == Telling.Told.TAKEN;
    }

    /** A full disk keeps nothing from being told. */
    private void keep(Path file, Report report) {
        Path half = file.resolveSibling(file.getFileName() + HALF);
        try {
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(half)))) {
                out.writeUTF(report.kind().name());
                out.writeInt(report.query().size());
                for (Map.Entry<String, String> value : report.query().entrySet()) {
                    out.writeUTF(value.getKey());
                    out.writeUTF(value.getValue());
                }
                out.writeInt(report.body().length);
                out.write(report.body());
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            journal.note("report not kept", "report", report, "why", full);
        }
    }

    private static Report read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var kind = Report.Kind.valueOf(in.readUTF());
            Map<String, String> query = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                query.put(in.readUTF(), in.readUTF());
            }
            byte[] body = in.readNBytes(in.readInt());
            return new Report(kind, query, body);
        }
    }
}
