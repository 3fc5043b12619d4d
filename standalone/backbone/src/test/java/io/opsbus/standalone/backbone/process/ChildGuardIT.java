package io.opsbus.standalone.backbone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildGuardIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void childrenAndScratchGoWithAKilledParent() throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Child parent = parent(scratch);
        await().atMost(LIMIT).until(() -> words(parent).isPresent());
        List<ProcessHandle> family = words(parent).orElseThrow().stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        assertThat(family).hasSize(3).allMatch(ProcessHandle::isAlive);

        parent.stop(Signal.KILL, LIMIT);

        await().atMost(LIMIT).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(scratch).doesNotExist();
    }

    @Test
    void aChildThatEndedByItselfIsOffTheList() throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Child quick = Child.start("quick", List.of("true"), Map.of(), folder.resolve("log"));
        try (var guard = ChildGuard.start(scratch)) {
            guard.watch(quick, Signal.KILL);
            assertThat(quick.onExit().join()).isZero();
        }
        await().atMost(LIMIT).until(() -> !Files.exists(scratch));
    }

    private Child parent(Path scratch) throws StartFailure {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        var program = new JavaProgram(
                classPath,
                Parent.class.getName(),
                List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"),
                List.of(scratch.toString()),
                Optional.empty());
        return Child.start("parent", program.command(), Map.of(), folder.resolve("parent.log"));
    }

    private static Optional<List<String>> words(Child parent) {
        return parent.output().stream()
                .filter(line -> line.startsWith("family "))
                .map(line -> List.of(line.substring("family ".length()).split(" ", -1)))
                .findFirst();
    }

    /** Starts a child that ends on a signal, one that is frozen, and their guard; then waits to be killed. */
    static final class Parent {
        private Parent() {}

        @SuppressWarnings("SystemOut") // read by the test
        public static void main(String[] args) throws Exception {
            Path scratch = Path.of(args[0]);
            ChildGuard guard = ChildGuard.start(scratch);
            Child plain = Child.start("plain", List.of("sleep", "1000"), Map.of(), scratch.resolve("plain.log"));
            Child frozen = Child.start("frozen", List.of("sleep", "1000"), Map.of(), scratch.resolve("frozen.log"));
            guard.watch(plain, Signal.TERM);
            guard.watch(frozen, Signal.TERM);
            frozen.signal(Signal.STOP);
            System.out.println("family " + plain.pid() + " " + frozen.pid() + " " + guard.pid());
            Thread.currentThread().join();
        }
    }
}
