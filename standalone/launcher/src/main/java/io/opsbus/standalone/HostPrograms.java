package io.opsbus.standalone;

import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.StartFailure;
import io.opsbus.standalone.supervise.Probe;
import io.opsbus.standalone.supervise.Program;
import io.opsbus.standalone.supervise.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two processes our services live in: one for each framework. */
final class HostPrograms {
    private static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss512k",
            "-Djava.net.preferIPv4Stack=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The delivery path is here: it needs the second compiler. */
    private static final List<String> SPRING_FLAGS = List.of("-Xms64m", "-Xmx320m");

    /** Little work for each request; the first compiler alone halves the CPU time of a start. */
    private static final List<String> MICRONAUT_FLAGS = List.of("-Xms32m", "-Xmx256m", "-XX:TieredStopAtLevel=1");

    private final Settings settings;
    private final Database database;
    private final HostEnvironment environment;
    private final DataFolder data;

    HostPrograms(Settings settings, Database database, HostEnvironment environment) {
        this.settings = settings;
        this.database = database;
        this.environment = environment;
        this.data = new DataFolder(settings.data());
    }

    Program spring(List<String> after) {
        return host("spring-host", "io.opsbus.standalone.spring.SpringHost", SPRING_FLAGS, after);
    }

    Program micronaut(List<String> after) {
        return host("micronaut-host", "io.opsbus.standalone.micronaut.MicronautHost", MICRONAUT_FLAGS, after);
    }

    private Program host(String name, String mainClass, List<String> heap, List<String> after) {
        List<URI> ready = Plan.serviceUrls(settings).entrySet().stream()
                .filter(service -> name.equals(Plan.PROGRAM_OF_SERVICE.get(service.getKey())))
                .map(service -> URI.create(service.getValue() + "/health/readiness"))
                .toList();
        return new Program(
                name,
                () -> start(name, mainClass, heap),
                data.log(name),
                after,
                Probe.http(HttpClient.newHttpClient(), ready),
                new Program.Stop("TERM", BackbonePrograms.STOP_PATIENCE));
    }

    private Running start(String name, String mainClass, List<String> heap) throws IOException {
        Path target = settings.home().resolve("standalone").resolve(name).resolve("target");
        List<String> flags = Stream.concat(heap.stream(), JVM_FLAGS.stream()).toList();
        var cache = Optional.of(new AotCache(data.cache(), name));
        var program = new JavaProgram(classPath(target), mainClass, flags, List.of(), cache);
        try {
            return Running.of(Child.start(
                    name, program.command(), environment.of(database), data.log(name), DataFolder.LOG_BOUND));
        } catch (StartFailure cannot) {
            throw new IOException(cannot.getMessage(), cannot);
        }
    }

    /** The host's own jar first, then its libraries by name: an AOT cache holds for one order only. */
    private static List<Path> classPath(Path target) throws IOException {
        try (Stream<Path> own = Files.list(target);
                Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(own.sorted(), libraries.sorted())
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        } catch (IOException missing) {
            throw new IOException(
                    "Nothing is built in " + target + "; run ./opsbus build (" + missing.getMessage() + ").", missing);
        }
    }
}
