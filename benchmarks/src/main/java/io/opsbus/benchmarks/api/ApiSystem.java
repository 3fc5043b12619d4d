package io.opsbus.benchmarks.api;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Ports;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gateway and instance-service of one run, each a process of its own, over a backbone of their own.
 *
 * @param port the gateway's
 * @param sign requests of the built-in account
 * @param pids the programs whose clocks are read
 */
record ApiSystem(int port, SignedRequest sign, Map<String, Long> pids) {
    private static final String KEY_ID = "OBbenchbenchbenchbench22";
    private static final String SECRET = "benchbenchbenchbenchbenchbench";

    /** Starts everything and waits for it. */
    static ApiSystem start(Home home, Programs programs) throws BenchFailure {
        BenchBackbone backbone =
                BenchBackbone.start(home, programs, List.of("opsbus_gateway", "opsbus_instance"), List.of());
        int gatewayPort = Ports.free();
        int servicePort = Ports.free();
        Map<String, String> environment = environment(backbone, gatewayPort, servicePort);
        Child service = ServiceProcess.start(
                home, programs, "instance-service", "io.opsbus.instance.wiring.Main", servicePort, environment);
        Child gateway = ServiceProcess.start(
                home, programs, "gateway", "io.opsbus.gateway.wiring.Main", gatewayPort, environment);
        Map<String, Long> pids = new HashMap<>(backbone.pids());
        pids.put("gateway", gateway.pid());
        pids.put("instance-service", service.pid());
        return new ApiSystem(gatewayPort, new SignedRequest("127.0.0.1:" + gatewayPort, KEY_ID, SECRET), pids);
    }

    private static Map<String, String> environment(BenchBackbone backbone, int gatewayPort, int servicePort) {
        SecureRandom random = new SecureRandom();
        Map<String, String> env = new HashMap<>();
        env.put("OPSBUS_BIND", "127.0.0.1");
        env.put("OPSBUS_KAFKA_BOOTSTRAP", backbone.kafka().bootstrap());
        env.put("OPSBUS_REGISTRY_URL", backbone.registry().url());
        env.put("OPSBUS_POSTGRES_URL", backbone.postgres().jdbcBase());
        env.put("OPSBUS_POSTGRES_USER", backbone.postgres().user());
        env.put("OPSBUS_POSTGRES_PASSWORD", backbone.postgres().password());
        env.put("OPSBUS_INTERNAL_KEY", key(random));
        env.put("OPSBUS_INSTANCE_PORT", "" + servicePort);
        env.put("OPSBUS_GATEWAY_PORT", "" + gatewayPort);
        env.put("OPSBUS_GATEWAY_MASTER_KEY", key(random));
        env.put("OPSBUS_GATEWAY_OPERATOR_TOKEN", key(random));
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCOUNT_ID", "1690700000000030");
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_ID", KEY_ID);
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_SECRET", SECRET);
        // one account asks as fast as it can: its limits are not what is measured
        env.put("OPSBUS_GATEWAY_THROTTLE_PER_SECOND", "1000000");
        env.put("OPSBUS_GATEWAY_THROTTLE_BURST", "1000000");
        env.put("OPSBUS_GATEWAY_NONCES", "2000000");
        return env;
    }

    private static String key(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
