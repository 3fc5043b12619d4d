package io.opsbus.invocation.passing;

import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Values that leave a file called canary behind where something runs them, and the running of scripts with them, the defence off. */
final class Attacks {
    static final String INDEX = "a[$(touch canary)]";
    static final String NO_BLANKS = "a[$(touch${IFS}canary)]";
    static final String WORDS = "touch canary";
    static final String BEHIND = "; touch canary #";

    private Attacks() {}

    static Program program(String script) {
        return new Program(
                CommandType.SHELL, Content.ofText(script), true, "", "", Duration.ofMinutes(1), new Passing(true, ""));
    }

    static boolean passes(String script, String value) {
        return Substitution.check(program(script), Map.of("x", value)).isEmpty();
    }

    /** Whether the value has run something, in a folder that has a file called f. */
    static boolean runs(Path folder, String script, String value) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("f"), "a\n");
        return runs(folder, program(script), Map.of("x", value));
    }

    /** Whether one of the values has run something. */
    static boolean runs(Path folder, Program program, Map<String, String> values)
            throws IOException, InterruptedException {
        byte[] rendered = Substitution.render(program, values, new Substitution.BuiltIns(Map.of()));
        Path file = Files.write(folder.resolve("script"), rendered);
        Process process = new ProcessBuilder("timeout", "10", "bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process.getOutputStream().close();
        int ignored = process.waitFor();
        return Files.deleteIfExists(folder.resolve("canary"));
    }

    static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
