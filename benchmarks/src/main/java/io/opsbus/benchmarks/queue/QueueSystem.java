package io.opsbus.benchmarks.queue;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.api.InternalRequest;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Format;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Ports;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * queue-service of one run, a process of its own, over a backbone of its own. It is asked as the gateway asks it, so that the
 * gateway's cost is not part of the figures.
 *
 * @param port the service's
 * @param pids the programs whose clocks are read
 */
record QueueSystem(int port, InternalRequest requests, BenchBackbone backbone, Map<String, Long> pids) {
    static final String QUEUE = "bench";
    private static final String DATABASE = "opsbus_queue";

    /** Starts everything and waits for it. */
    static QueueSystem start(Home home, Programs programs) throws BenchFailure {
        BenchBackbone backbone = BenchBackbone.start(home, programs, List.of(DATABASE), List.of());
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
        env.put("OPSBUS_QUEUE_PORT", "" + port);
        Child service = ServiceProcess.start(
                ServiceProcess.classPath(home, "micronaut-host"),
                programs,
                "queue-service",
                "io.opsbus.queue.wiring.Main",
                port,
                env);
        Map<String, Long> pids = new HashMap<>(backbone.pids());
        pids.put("queue-service", service.pid());
        var requests = new InternalRequest(port, InternalKey.of(key), "1690700000000030", "2015-06-06", Format.XML);
        return new QueueSystem(port, requests, backbone, Map.copyOf(pids));
    }

    /** The bytes of one call; parameters as name, value, name, value. */
    byte[] request(String action, String... parameters) {
        Map<String, String> all = new HashMap<>(Map.of("QueueName", QUEUE));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return requests.bytes(action, all);
    }

    /**
     * Puts messages into the queue's table as the service would have: nine tenths can be received and come before those the run
     * sends, a tenth is delayed for an hour.
     *
     * @param body bytes of each
     */
    void store(int count, int body) throws BenchFailure {
        String sql = """
                insert into messages (queue, id, priority, visible_at, receives, enqueued_at, body)
                select queues.id, (lpad(to_hex(now.millis), 12, '0') || '7000' || '8' || lpad(to_hex(n), 15, '0'))::uuid,
                    8, now.millis * 1000 + case when n %% 10 = 0 then 3600000000 else 0 end, 0, now.millis * 1000,
                    repeat('YWJj', %d)
                from queues, generate_series(1, %d) as n,
                    (select (extract(epoch from clock_timestamp()) * 1000)::bigint as millis) as now""".formatted(body / 4, count);
        try (var connection = backbone.postgres().connect(DATABASE);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            statement.execute("vacuum analyze messages");
        } catch (SQLException e) {
            throw new BenchFailure("cannot fill the queue: " + e.getMessage(), e);
        }
    }
}
