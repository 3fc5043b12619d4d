package io.opsbus.standalone.backbone.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    private static final LogBound BOUND = new LogBound(1024, 3);

    @TempDir
    private Path folder;

    private Path log(String more) {
        return folder.resolve("program.log" + more);
    }

    private static void write(BoundedLog log, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        log.write(bytes, 0, bytes.length);
    }

    /** The lines of all files, the oldest first. */
    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : List.of(log(".2"), log(".1"), log(""))) {
            if (Files.exists(file)) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Test
    void noLineIsLostOrCutAndFilesAreNoLargerThanTheyMayBe() throws IOException {
        long seed = Long.getLong("opsbus.seed", System.nanoTime());
        var random = new Random(seed);
        List<String> said = IntStream.range(0, 400)
                .mapToObj(at -> at + " " + "x".repeat(random.nextInt(40)))
                .toList();
        byte[] all = (String.join("\n", said) + "\n").getBytes(UTF_8);
        try (var log = new BoundedLog(log(""), BOUND)) {
            for (int at = 0; at < all.length; ) {
                int count = Math.min(all.length - at, 1 + random.nextInt(3000));
                log.write(all, at, count);
                at += count;
            }
        }

        List<String> kept = lines();
        assertThat(kept).as("seed %d", seed).isEqualTo(said.subList(said.size() - kept.size(), said.size()));
        assertThat(kept).as("seed %d", seed).hasSizeGreaterThan(50);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .as("seed %d", seed)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(1024 + 50));
        }
    }

    @Test
    void whatIsThereIsGoneOnWith() throws IOException {
        Files.writeString(log(""), "a".repeat(1000) + "\n");
        try (var log = new BoundedLog(log(""), BOUND)) {
            write(log, "the line that fills it, and passes the bound\nthe first of the next\n");
        }

        assertThat(log(".1")).content().endsWith("passes the bound\n");
        assertThat(log("")).hasContent("the first of the next\n");
    }

    @Test
    void aLineWithoutAnEndHasABoundToo() throws IOException {
        try (var log = new BoundedLog(log(""), BOUND)) {
            for (int at = 0; at < 100; at++) {
                write(log, "x".repeat(100));
            }
        }

        assertThat(log("")).content().hasSizeLessThan(2 * 1024 + 100);
        assertThat(log(".2")).exists();
    }

    @Test
    void whatCouldNotBeWrittenIsToldWhenThereIsRoomAgain() throws IOException {
        Path full = Path.of("/dev/full");
        Files.createSymbolicLink(log(""), full);
        try (var log = new BoundedLog(log(""), BOUND)) {
            write(log, "lost\n");
            Files.delete(log(""));
            write(log, "there\n");
        }

        assertThat(log(""))
                .content()
                .contains("up to 5 bytes could not be written")
                .endsWith("there\n");
    }

    /** The first of a program's last words and the last of them are there when it is known to have ended. */
    @Test
    void allThatAProgramSaidIsThereWhenItHasEnded() throws Exception {
        Child child = Child.start(
                "counter", List.of("sh", "-c", "seq 1 20000; exit 7"), Map.of(), log(""), new LogBound(1 << 20, 2));

        assertThat(child.onExit().get()).isEqualTo(7);
        assertThat(Files.readAllLines(log("")))
                .hasSize(20000)
                .startsWith("1", "2")
                .endsWith("20000");
    }

    /** PostgreSQL's processes may outlive their first, and hold its output. */
    @Test
    void whoeverHoldsTheOutputKeepsNobodyWaiting() throws Exception {
        Child child = Child.start(
                "parent", List.of("sh", "-c", "sleep 20 & echo said $!"), Map.of(), log(""), new LogBound(1 << 20, 2));

        assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10));
        String said = Files.readString(log(""));
        assertThat(said).startsWith("said ");
        ProcessHandle.of(Long.parseLong(said.substring(5).strip())).ifPresent(ProcessHandle::destroy);
    }
}
