package io.opsbus.benchmarks.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Ports;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * event-service of one run, a process of its own, over a backbone of its own. It is asked as the gateway asks it, so that the
 * gateway's cost is not part of the figures.
 *
 * @param port the service's
 * @param key what the gateway signs with
 * @param pids the programs whose clocks are read
 */
record EventsSystem(int port, InternalKey key, BenchBackbone backbone, Map<String, Long> pids) {
    static final String ACCOUNT = "1690700000000030";
    private static final String DATABASE = "opsbus_event";

    /** Starts everything and waits for it. */
    static EventsSystem start(Home home, Programs programs, int threads) throws BenchFailure {
        BenchBackbone backbone = BenchBackbone.start(home, programs, java.util.List.of(DATABASE), java.util.List.of());
        int port = Ports.free();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String key = Base64.getEncoder().encodeToString(secret);
        Map<String, String> env = new HashMap<>();
        env.put("OPSBUS_BIND", "127.0.0.1");
        env.put("OPSBUS_KAFKA_BOOTSTRAP", backbone.kafka().bootstrap());
        env.put("OPSBUS_REGISTRY_URL", backbone.registry().url());
        env.put("OPSBUS_POSTGRES_URL", backbone.postgres().jdbcBase());
        env.put("OPSBUS_POSTGRES_USER", backbone.postgres().user());
        env.put("OPSBUS_POSTGRES_PASSWORD", backbone.postgres().password());
        env.put("OPSBUS_INTERNAL_KEY", key);
        env.put("OPSBUS_EVENT_PORT", "" + port);
        env.put("OPSBUS_EVENT_TIMERS", "" + threads);
        env.put("OPSBUS_EVENT_CONNECTIONS", "" + (threads + 8));
        Child service = ServiceProcess.start(
                ServiceProcess.classPath(home, "spring-host"),
                programs,
                "event-service",
                "io.opsbus.event.wiring.Main",
                port,
                env);
        Map<String, Long> pids = new HashMap<>(backbone.pids());
        pids.put("event-service", service.pid());
        return new EventsSystem(port, InternalKey.of(key), backbone, Map.copyOf(pids));
    }

    /** A connection to the service's database. */
    Connection connect() throws BenchFailure {
        try {
            return backbone.postgres().connect(DATABASE);
        } catch (SQLException e) {
            throw new BenchFailure("cannot reach the database: " + e.getMessage(), e);
        }
    }

    /** The bytes of one request of the API. */
    byte[] request(String action, Map<String, String> parameters) {
        var identity = new Identity(
                ACCOUNT,
                "key",
                new ActionName("2014-05-26", action),
                UUID.randomUUID().toString(),
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                Instant.now());
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("RegionId", "cn-hangzhou");
        byte[] body = all.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        byte[] head = ("POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length
                        + "\r\n" + InternalKey.HEADER + ": " + key.sign(identity, body) + "\r\n\r\n")
                .getBytes(UTF_8);
        byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
