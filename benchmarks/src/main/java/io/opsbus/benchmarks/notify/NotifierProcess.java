package io.opsbus.benchmarks.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** notifier-service alone in a JVM, with the flags and settings it has on one machine. */
final class NotifierProcess {
    /** As the launcher starts the host of the Spring services. */
    static final List<String> JVM = List.of(
            "-Xms48m",
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final String MAIN = "io.opsbus.notifier.wiring.Main";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Child child;
    private final URI base;

    private NotifierProcess(Child child, URI base) {
        this.child = child;
        this.base = base;
    }

    /** Starts it and waits until it says it is ready. */
    static NotifierProcess start(Home home, Programs programs, BenchBackbone backbone) throws BenchFailure {
        int port = Ports.free();
        var program = new JavaProgram(classPath(home), MAIN, JVM, List.of(), Optional.empty());
        Child child = programs.start("notifier", program, environment(backbone, port));
        var notifier = new NotifierProcess(child, URI.create("http://127.0.0.1:" + port));
        programs.await(child, PATIENCE, notifier::ready);
        return notifier;
    }

    Child child() {
        return child;
    }

    /** Subscribes {@code target} to the events of these resources. */
    void subscribe(List<String> resources, URI target) throws BenchFailure {
        subscribe(resources, target, Map.of());
    }

    /** The same, with more fields. */
    void subscribe(List<String> resources, URI target, Map<String, String> more) throws BenchFailure {
        subscribe(Events.ACCOUNT, resources, target, more);
    }

    /** Subscribes an account. */
    void subscribe(String account, List<String> resources, URI target, Map<String, String> more) throws BenchFailure {
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "levels", List.of("CRITICAL", "WARN"),
                "names", List.of("*"),
                "product", "ECS",
                "resources", resources,
                "target", Map.of("type", "webhook", "url", target.toString())));
        body.putAll(more);
        try {
            var request = HttpRequest.newBuilder(base.resolve("/accounts/" + account + "/subscriptions"))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body)))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new BenchFailure("the notifier refused a subscription: " + answer.body());
            }
        } catch (IOException e) {
            throw new BenchFailure("the notifier does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    /** One of its counts. */
    long count(String name) throws BenchFailure {
        try {
            var request = HttpRequest.newBuilder(base.resolve("/deliveries/stats"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body()).path(name).asLong();
        } catch (IOException e) {
            throw new BenchFailure("the notifier does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private boolean ready() {
        try {
            var request = HttpRequest.newBuilder(base.resolve("/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, String> environment(BenchBackbone backbone, int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("OPSBUS_BIND", "127.0.0.1");
        settings.put("OPSBUS_NOTIFIER_PORT", Integer.toString(port));
        settings.put("OPSBUS_KAFKA_BOOTSTRAP", backbone.kafka().bootstrap());
        settings.put("OPSBUS_REGISTRY_URL", backbone.registry().url());
        settings.put("OPSBUS_POSTGRES_URL", backbone.postgres().jdbcBase());
        settings.put("OPSBUS_POSTGRES_USER", backbone.postgres().user());
        settings.put("OPSBUS_POSTGRES_PASSWORD", backbone.postgres().password());
        // the receiver is on this machine
        settings.put("OPSBUS_NOTIFIER_EGRESS_ALLOW", "127.0.0.0/8");
        // as many targets as somebody wants to measure, all of one account
        settings.put("OPSBUS_NOTIFIER_CAPS_SUBSCRIPTIONS", "1000000");
        return settings;
    }

    /** The class path of the host of the Spring services: the notifier and all it needs. */
    private static List<Path> classPath(Home home) throws BenchFailure {
        Path target = home.path().resolve("standalone/spring-host/target");
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return libraries
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BenchFailure("notifier-service is not built (nothing in " + target + "); run ./opsbus build", e);
        }
    }
}
