package io.opsbus.benchmarks.invoke;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.api.SignedRequest;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.testkit.tls.OwnCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gateway, command-service and invocation-service of one run, each a process of its own, over a backbone of their own.
 *
 * @param port the gateway's
 * @param agents the agents' port of invocation-service
 * @param tls what is shown there
 * @param pids the programs whose clocks are read
 * @param again starts invocation-service once more, on its ports, after it was killed
 */
record InvokeSystem(
        int port, int agents, OwnCertificate tls, SignedRequest sign, Map<String, Long> pids, Starting again) {
    static final String SERVICE = "invocation-service";
    static final String FRONT = "agents-front";
    /** As the launcher starts it. */
    private static final List<String> FRONT_JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xms4m",
            "-Xmx48m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true");

    private static final String KEY_ID = "OBbenchbenchbenchbench22";
    private static final String SECRET = "benchbenchbenchbenchbenchbench";

    /** Starts a program and waits for it. */
    @FunctionalInterface
    interface Starting {
        Child run() throws BenchFailure;
    }

    /** Starts everything and waits for it; agents connect to the service. */
    static InvokeSystem start(Home home, Programs programs) throws BenchFailure {
        return start(home, programs, false);
    }

    /** Starts everything and waits for it; agents connect to the front before the service (ADR 15). */
    static InvokeSystem startBehindFront(Home home, Programs programs) throws BenchFailure {
        return start(home, programs, true);
    }

    private static InvokeSystem start(Home home, Programs programs, boolean isFronted) throws BenchFailure {
        BenchBackbone backbone = BenchBackbone.start(
                home, programs, List.of("opsbus_gateway", "opsbus_command", "opsbus_invocation"), List.of());
        int gatewayPort = Ports.free();
        int commandPort = Ports.free();
        int invocationPort = Ports.free();
        int agentPort = Ports.free();
        OwnCertificate tls = certificate(programs.scratch());
        Map<String, String> env = environment(backbone);
        env.put("OPSBUS_GATEWAY_PORT", "" + gatewayPort);
        env.put("OPSBUS_COMMAND_PORT", "" + commandPort);
        env.put("OPSBUS_INVOCATION_PORT", "" + invocationPort);
        int listening = isFronted ? Ports.free() : agentPort;
        env.put("OPSBUS_INVOCATION_AGENTS_PORT", "" + listening);
        env.put("OPSBUS_INVOCATION_AGENTS_PROXIED", "" + isFronted);
        env.put("OPSBUS_INVOCATION_AGENTS_KEYSTORE", tls.store().toString());
        env.put("OPSBUS_INVOCATION_AGENTS_KEYSTORE_PASSWORD", OwnCertificate.PASSWORD);
        Map<String, Long> pids = new HashMap<>(backbone.pids());
        if (isFronted) {
            pids.put(FRONT, front(home, programs, agentPort, listening).pid());
        }
        Map<String, Integer> services = new TreeMap<>(Map.of("command-service", commandPort, "gateway", gatewayPort));
        for (var service : services.entrySet()) {
            service(home, programs, service.getKey(), service.getValue(), env, pids);
        }
        Starting again = () -> service(home, programs, SERVICE, invocationPort, env, pids);
        var ignored = again.run();
        return new InvokeSystem(
                gatewayPort,
                agentPort,
                tls,
                new SignedRequest("127.0.0.1:" + gatewayPort, KEY_ID, SECRET),
                pids,
                again);
    }

    private static Child service(
            Home home, Programs programs, String name, int port, Map<String, String> env, Map<String, Long> pids)
            throws BenchFailure {
        String noun = name.split("-", 2)[0];
        Child child = ServiceProcess.start(home, programs, name, "io.opsbus." + noun + ".wiring.Main", port, env);
        pids.put(name, child.pid());
        return child;
    }

    private static Child front(Home home, Programs programs, int port, int behind) throws BenchFailure {
        return programs.start(
                FRONT,
                new JavaProgram(
                        List.of(home.path().resolve("standalone/launcher/target/classes")),
                        "io.opsbus.standalone.front.FrontMain",
                        FRONT_JVM,
                        List.of("" + port, "" + behind),
                        Optional.empty()),
                Map.of());
    }

    private static Map<String, String> environment(BenchBackbone backbone) {
        SecureRandom random = new SecureRandom();
        Map<String, String> env = new HashMap<>();
        env.put("OPSBUS_BIND", "127.0.0.1");
        env.put("OPSBUS_KAFKA_BOOTSTRAP", backbone.kafka().bootstrap());
        env.put("OPSBUS_REGISTRY_URL", backbone.registry().url());
        env.put("OPSBUS_POSTGRES_URL", backbone.postgres().jdbcBase());
        env.put("OPSBUS_POSTGRES_USER", backbone.postgres().user());
        env.put("OPSBUS_POSTGRES_PASSWORD", backbone.postgres().password());
        env.put("OPSBUS_INTERNAL_KEY", key(random));
        env.put("OPSBUS_GATEWAY_MASTER_KEY", key(random));
        env.put("OPSBUS_GATEWAY_OPERATOR_TOKEN", key(random));
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCOUNT_ID", "1690700000000030");
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_ID", KEY_ID);
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_SECRET", SECRET);
        // one account asks as fast as it can: its limits are not what is measured
        env.put("OPSBUS_GATEWAY_THROTTLE_PER_SECOND", "1000000");
        env.put("OPSBUS_GATEWAY_THROTTLE_BURST", "1000000");
        env.put("OPSBUS_GATEWAY_NONCES", "2000000");
        env.put("OPSBUS_QUOTA_MAX_AXT_INVOCATION_DAILY", "1000000000");
        return env;
    }

    private static String key(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** A client of the gateway with a connection of its own. */
    Asking client() {
        return new Asking(this);
    }

    /** Waits until the gateway has been told of the services' actions. */
    void awaitRoutes(List<String> actions) throws BenchFailure {
        try (Asking client = client()) {
            for (String action : actions) {
                var ignored = client.ask(action, Map.of("PageSize", "1"));
            }
        }
    }

    byte[] bytes(String action, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("RegionId", "cn-hangzhou");
        return sign.bytes(action, all);
    }

    private static OwnCertificate certificate(Path folder) throws BenchFailure {
        try {
            return OwnCertificate.make(folder, "agents");
        } catch (IOException e) {
            throw new BenchFailure("cannot make a certificate: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
