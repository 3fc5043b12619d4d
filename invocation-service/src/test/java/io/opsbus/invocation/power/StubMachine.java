package io.opsbus.invocation.power;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A machine whose agent runs shell scripts as the official one does (agent facts 9): in a file, by {@code sh -c} and its name, output
 * and errors in one stream, no input; at a time-out or a stop that one process is killed. What it would then do to the machine is
 * noted and not done.
 */
public final class StubMachine {
    private final Path folder;
    private final List<String> shell;
    private final List<Integer> powered = new ArrayList<>();

    /** A machine whose agent's {@code sh} is this program, words of a command before it. */
    public StubMachine(Path folder, String... shell) {
        this.folder = folder;
        this.shell = List.of(shell);
    }

    /** How a script ended. */
    public record End(int code, String output) {}

    /** Begins to run a script. */
    Process start(byte[] script) throws IOException {
        Path own = Files.createTempDirectory(folder, "run");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.write(own.resolve("t-1.sh"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return run(file.toString());
    }

    private Process run(String word) throws IOException {
        return new ProcessBuilder(
                        Stream.concat(shell.stream(), Stream.of("-c", word)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /** Runs a script to its end. */
    public End end(byte[] script) throws IOException, InterruptedException {
        return ended(start(script));
    }

    /** Runs a script as it is done where no file can be written. */
    End endWithoutFile(String script) throws IOException, InterruptedException {
        return ended(run(script));
    }

    private End ended(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        int code = process.waitFor();
        if (code == 193 || code == 194) {
            powered.add(code);
        }
        return new End(code, output);
    }

    /** What would have powered it off or rebooted it. */
    public List<Integer> powered() {
        return List.copyOf(powered);
    }

    /** What lies beside the scripts of its runs. */
    List<String> left() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("t-1.sh"))
                    .toList();
        }
    }

    /** How many scripts lie in folders of guards. */
    long unfolded() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("t-1.sh."))
                    .count();
        }
    }
}
