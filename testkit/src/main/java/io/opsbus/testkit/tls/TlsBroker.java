package io.opsbus.testkit.tls;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.KafkaSettings;
import io.opsbus.standalone.backbone.process.ChildGuard;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A broker of one test's own that speaks TLS, whatever the backbone is: on a port for each certificate it is given, on one more with the first of
 * them and a login (SASL PLAIN), and on one in plain words for who looks at what was written. A child process that ends with the test.
 */
public final class TlsBroker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ChildGuard guard;
    private final KafkaServer server;
    private final List<Integer> secure;
    private final int withLogin;

    private TlsBroker(ChildGuard guard, KafkaServer server, List<Integer> secure, int withLogin) {
        this.guard = guard;
        this.server = server;
        this.secure = List.copyOf(secure);
        this.withLogin = withLogin;
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException with the reason when it cannot be started
     */
    public static TlsBroker start(String user, String password, List<OwnCertificate> certificates) {
        try {
            var layout = BackboneLayout.find();
            Path runs = Files.createDirectories(layout.aotCaches().resolveSibling("runs"));
            Path scratch =
                    Files.createTempDirectory(runs, ProcessHandle.current().pid() + "-tls-");
            int plain = Ports.free();
            int controller = Ports.free();
            int withLogin = Ports.free();
            var secure = new ArrayList<Integer>();
            certificates.forEach(_ -> secure.add(Ports.free()));
            var extra = new HashMap<>(login(user, password));
            extra.putAll(listeners(plain, controller, withLogin, secure));
            keys(extra, "login", certificates.getFirst());
            for (int i = 0; i < secure.size(); i++) {
                keys(extra, "tls" + i, certificates.get(i));
            }
            var settings = new KafkaSettings(
                    scratch.resolve("kafka"),
                    scratch.resolve("kafka.log"),
                    plain,
                    controller,
                    extra,
                    KafkaSettings.quickJvm(Optional.empty()));
            var guard = ChildGuard.start(scratch);
            var server = KafkaServer.start(layout, settings);
            guard.watch(server.child(), Signal.KILL);
            server.awaitReady(LIMIT);
            return new TlsBroker(guard, server, secure, withLogin);
        } catch (StartFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> listeners(int plain, int controller, int withLogin, List<Integer> secure) {
        var listeners = new StringBuilder("PLAINTEXT://127.0.0.1:" + plain + ",LOGIN://127.0.0.1:" + withLogin);
        var advertised = new StringBuilder("PLAINTEXT://127.0.0.1:" + plain + ",LOGIN://localhost:" + withLogin);
        var protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_SSL");
        for (int i = 0; i < secure.size(); i++) {
            listeners.append(",TLS").append(i).append("://127.0.0.1:").append(secure.get(i));
            advertised.append(",TLS").append(i).append("://localhost:").append(secure.get(i));
            protocols.append(",TLS").append(i).append(":SSL");
        }
        listeners.append(",CONTROLLER://127.0.0.1:").append(controller);
        return Map.of(
                "listeners", listeners.toString(),
                "advertised.listeners", advertised.toString(),
                "listener.security.protocol.map", protocols.toString());
    }

    private static Map<String, String> login(String user, String password) {
        return Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.login.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + user + "=\"" + password
                        + "\";");
    }

    private static void keys(Map<String, String> extra, String listener, OwnCertificate certificate) {
        var of = "listener.name." + listener + ".ssl.keystore.";
        extra.put(of + "location", certificate.store().toString());
        extra.put(of + "type", "PKCS12");
        extra.put(of + "password", OwnCertificate.PASSWORD);
        extra.put("listener.name." + listener + ".ssl.key.password", OwnCertificate.PASSWORD);
    }

    /** Where it shows the certificate of that place in the list. */
    public String bootstrap(int certificate) {
        return "localhost:" + secure.get(certificate);
    }

    /** Where it asks for the login too. */
    public String bootstrapWithLogin() {
        return "localhost:" + withLogin;
    }

    /** Where it asks for nothing. */
    public String plainBootstrap() {
        return server.bootstrap();
    }

    @Override
    public void close() {
        server.child().stop(Signal.KILL, Duration.ofSeconds(10));
        guard.close();
    }
}
