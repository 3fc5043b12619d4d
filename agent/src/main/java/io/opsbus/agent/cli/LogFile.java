package io.opsbus.agent.cli;

import io.opsbus.agent.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * The main log, {@code log/agent.log}: one line an event. At a megabyte it becomes {@code agent.log.1}, and so on up to five; the
 * oldest goes.
 */
final class LogFile implements Journal {
    private final Path file;
    private final Clock clock;
    private final long limit;
    private final int kept;

    LogFile(Path folder, Clock clock, long limit, int kept) throws IOException {
        this.file = Files.createDirectories(folder).resolve("agent.log");
        this.clock = clock;
        this.limit = limit;
        this.kept = kept;
    }

    @Override
    public synchronized void note(String what, Object... pairs) {
        var line = new StringBuilder()
                .append(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(what);
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            line.append(' ').append(pairs[i]).append('=').append(oneLine(String.valueOf(pairs[i + 1])));
        }
        try {
            rotate();
            Files.writeString(
                    file,
                    line.append('\n'),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException full) {
            // a full disk must not end the agent
            return;
        }
    }

    private void rotate() throws IOException {
        if (!Files.exists(file) || Files.size(file) < limit) {
            return;
        }
        for (int number = kept - 1; number >= 1; number--) {
            Path older = numbered(number);
            if (Files.exists(older)) {
                Files.move(older, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path numbered(int number) {
        return file.resolveSibling("agent.log." + number);
    }

    /** What came from outside cannot forge a line. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
