package io.opsbus.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The record of one run of a benchmark: where, when, with what settings, every figure. Kept in the repository, so that
 * a later run can be compared.
 */
public final class ResultFile {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final String bench;
    private final Instant started;
    private final Map<String, Object> content = new LinkedHashMap<>();

    /**
     * Begins the record.
     *
     * @param home the checkout; the commit is read there
     * @param folder where the file goes
     */
    public ResultFile(Path home, Path folder, String bench, Instant started) {
        this.folder = folder;
        this.bench = bench;
        this.started = started;
        content.put("bench", bench);
        content.put("started", started.toString());
        content.put("commit", commit(home));
        content.put("machine", Machine.here());
        content.put("loadAverageBefore", Machine.loadAverage());
    }

    /** Adds a part; records, maps, lists, numbers and texts can be written. */
    public void put(String name, Object part) {
        content.put(name, part);
    }

    /** Writes the file, whole or not at all. */
    public Path write() throws IOException {
        content.put("loadAverageAfter", Machine.loadAverage());
        content.put("ended", Instant.now().toString());
        Files.createDirectories(folder);
        Path file = folder.resolve(bench + "-" + STAMP.format(started) + ".json");
        Path draft = folder.resolve(file.getFileName() + ".tmp");
        var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(draft, json.writeValueAsString(content) + "\n");
        return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String commit(Path home) {
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", home.toString(), "describe", "--always", "--dirty", "--abbrev=12")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var out = git.getInputStream()) {
                String line = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return line.isEmpty() ? "unknown" : line;
            }
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
