package io.opsbus.benchmarks.lists;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.api.ApiConnection;
import io.opsbus.benchmarks.api.InternalRequest;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Format;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Ports;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * invocation-service of one run, a process of its own, over a backbone of its own; asked as the gateway asks it, and as agents do.
 *
 * @param agents the agents' port, plain text
 * @param pids the programs whose clocks are read
 */
record ListsSystem(InternalRequest requests, int agents, BenchBackbone backbone, Map<String, Long> pids) {
    static final String SERVICE = "invocation-service";
    static final String ACCOUNT = "1690700000000030";
    static final String REGION = "cn-hangzhou";
    private static final String DATABASE = "opsbus_invocation";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Starts everything and waits for it. */
    static ListsSystem start(Home home, Programs programs) throws BenchFailure {
        BenchBackbone backbone = BenchBackbone.start(home, programs, List.of(DATABASE), List.of());
        int port = Ports.free();
        int agents = Ports.free();
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
        env.put("OPSBUS_INVOCATION_PORT", "" + port);
        env.put("OPSBUS_INVOCATION_AGENTS_PORT", "" + agents);
        Child service = ServiceProcess.start(home, programs, SERVICE, "io.opsbus.invocation.wiring.Main", port, env);
        Map<String, Long> pids = new HashMap<>(backbone.pids());
        pids.put(SERVICE, service.pid());
        var requests = new InternalRequest(port, InternalKey.of(key), ACCOUNT, "2014-05-26", Format.JSON);
        return new ListsSystem(requests, agents, backbone, Map.copyOf(pids));
    }

    byte[] request(String action, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("RegionId", REGION);
        return requests.bytes(action, all);
    }

    /** Asks once; the answer must be good. */
    JsonNode ask(String action, Map<String, String> parameters) throws BenchFailure {
        try (ApiConnection connection = new ApiConnection(requests.port())) {
            ApiConnection.Answered answered = connection.ask(request(action, parameters));
            if (answered.status() != 200) {
                throw new BenchFailure(action + " is refused: " + answered.body());
            }
            return read(answered.body());
        } catch (IOException e) {
            throw new BenchFailure("cannot ask " + action + ": " + e, e);
        }
    }

    static JsonNode read(String body) throws BenchFailure {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new BenchFailure("no JSON: " + body, e);
        }
    }

    Connection connect() throws SQLException {
        return backbone.postgres().connect(DATABASE);
    }
}
