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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final Tls tls;
    private final HostSecrets secrets;
    private final DataFolder data;

    HostPrograms(Settings settings, Database database, Tls tls, HostSecrets secrets) {
        this.settings = settings;
        this.database = database;
        this.tls = tls;
        this.secrets = secrets;
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
            return Running.of(Child.start(name, program.command(), environment(), data.log(name)));
        } catch (StartFailure cannot) {
            throw new IOException(cannot.getMessage(), cannot);
        }
    }

    /** Every setting the services read; secrets by environment, never on a command line. */
    private Map<String, String> environment() {
        Ports ports = settings.ports();
        Map<String, String> env = new LinkedHashMap<>();
        env.put("OPSBUS_BIND", "127.0.0.1");
        env.put("OPSBUS_KAFKA_BOOTSTRAP", settings.kafkaBootstrap());
        env.put("OPSBUS_REGISTRY_URL", settings.registryUrl());
        env.put("OPSBUS_POSTGRES_URL", settings.postgresUrl());
        env.put("OPSBUS_POSTGRES_USER", database.user());
        env.put("OPSBUS_POSTGRES_PASSWORD", database.password());
        env.put("OPSBUS_EVENT_PORT", Integer.toString(ports.event()));
        env.put("OPSBUS_NOTIFIER_PORT", Integer.toString(ports.notifier()));
        env.put("OPSBUS_COMMAND_PORT", Integer.toString(ports.command()));
        env.put("OPSBUS_INVOCATION_PORT", Integer.toString(ports.invocation()));
        // on loopback: agents come to it through a front, the supervised one or the demo's
        env.put("OPSBUS_INVOCATION_AGENTS_PORT", Integer.toString(ports.agentsBehindFront()));
        env.put("OPSBUS_INVOCATION_AGENTS_PROXIED", "true");
        env.put("OPSBUS_INVOCATION_AGENTS_KEYSTORE", tls.keyStore().toString());
        env.put("OPSBUS_INVOCATION_AGENTS_KEYSTORE_PASSWORD", tls.password());
        env.put("OPSBUS_INVOCATION_AGENTS_RELEASES", data.agentReleases().toString());
        env.put("OPSBUS_INSTANCE_PORT", Integer.toString(ports.instance()));
        env.put("OPSBUS_QUEUE_PORT", Integer.toString(ports.queue()));
        env.put("OPSBUS_GATEWAY_PORT", Integer.toString(ports.gatewayHttp()));
        env.put("OPSBUS_GATEWAY_HTTPS_PORT", Integer.toString(ports.gatewayHttps()));
        env.put("OPSBUS_GATEWAY_KEYSTORE", tls.keyStore().toString());
        env.put("OPSBUS_GATEWAY_KEYSTORE_PASSWORD", tls.password());
        env.put("OPSBUS_INTERNAL_KEY", secrets.internalKey());
        env.put("OPSBUS_GATEWAY_MASTER_KEY_FILE", secrets.masterKey().toString());
        env.put("OPSBUS_NOTIFIER_QUEUE_URL", "http://127.0.0.1:" + ports.queue() + "/rpc");
        env.put("OPSBUS_NOTIFIER_SECRETS_MASTER_KEY_FILE", secrets.masterKey().toString());
        env.put("OPSBUS_GATEWAY_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_EVENT_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_NOTIFIER_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCOUNT_ID", secrets.account().accountId());
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_ID", secrets.account().accessKeyId());
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_SECRET", secrets.account().accessKeySecret());
        // on one machine the receivers are on this machine too; everywhere else loopback stays forbidden
        env.put("OPSBUS_NOTIFIER_EGRESS_ALLOW", "127.0.0.0/8");
        // but not we ourselves: what is told must not come back as something to tell
        env.put(
                "OPSBUS_NOTIFIER_EGRESS_OWN",
                Stream.of(
                                ports.gatewayHttp(),
                                ports.gatewayHttps(),
                                ports.event(),
                                ports.notifier(),
                                ports.command(),
                                ports.invocation(),
                                ports.instance())
                        .map(port -> "127.0.0.0/8:" + port)
                        .collect(Collectors.joining(",")));
        return env;
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
