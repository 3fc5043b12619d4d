package io.opsbus.benchmarks.api;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A service alone in a JVM, so that its CPU time is its own. */
public final class ServiceProcess {
    /** As the launcher starts their host, with the second compiler: a busy edge is measured, not a start. */
    public static final List<String> JVM = List.of(
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ServiceProcess() {}

    /** Starts a Micronaut service and waits until it says it is ready. */
    public static Child start(
            Home home, Programs programs, String name, String mainClass, int port, Map<String, String> environment)
            throws BenchFailure {
        return start(classPath(home, "micronaut-host"), programs, name, mainClass, port, environment);
    }

    /** Starts a service of this class path and waits until it says it is ready. */
    public static Child start(
            List<Path> classPath,
            Programs programs,
            String name,
            String mainClass,
            int port,
            Map<String, String> environment)
            throws BenchFailure {
        var program = new JavaProgram(classPath, mainClass, JVM, List.of(), Optional.empty());
        Child child = programs.start(name, program, environment);
        HttpClient http = HttpClient.newHttpClient();
        URI health = URI.create("http://127.0.0.1:" + port + "/health/readiness");
        programs.await(child, PATIENCE, () -> ready(http, health));
        return child;
    }

    private static boolean ready(HttpClient http, URI health) {
        try {
            var request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The libraries of a host: its services and all they need. */
    public static List<Path> classPath(Home home, String host) throws BenchFailure {
        Path target = home.path().resolve("standalone").resolve(host).resolve("target");
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return libraries
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new BenchFailure("nothing is built in " + target + "; run ./opsbus build", missing);
        }
    }
}
