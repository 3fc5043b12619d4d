package io.opsbus.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checkout the benchmark runs in.
 *
 * @param path absolute
 */
public record Home(Path path) {
    /** The checkout named by the system property {@code opsbus.home}. */
    public static Home find() throws BenchFailure {
        String home = System.getProperty("opsbus.home", "");
        if (home.isEmpty() || !Files.isDirectory(Path.of(home, "benchmarks"))) {
            throw new BenchFailure("the system property opsbus.home must name the checkout; run ./opsbus bench");
        }
        return new Home(Path.of(home).toAbsolutePath().normalize());
    }

    /** Where the result file goes: option {@code --results}, else the folder kept in the repository. */
    public Path results(Options options) {
        return options.path("results")
                .orElse(path.resolve("benchmarks/results"))
                .toAbsolutePath()
                .normalize();
    }
}
