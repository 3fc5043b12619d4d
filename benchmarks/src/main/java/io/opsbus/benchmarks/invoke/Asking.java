package io.opsbus.benchmarks.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.api.ApiConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One client of the gateway, one request at a time over a connection of its own. What a busy machine has no room for now is asked
 * again under the same token, as an SDK does it.
 */
final class Asking implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InvokeSystem system;
    private @Nullable ApiConnection connection;

    Asking(InvokeSystem system) {
        this.system = system;
    }

    /** Asks, and waits for the answer. */
    JsonNode ask(String action, Map<String, String> parameters) throws BenchFailure {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("ClientToken", UUID.randomUUID().toString());
        long end = System.nanoTime() + PATIENCE.toNanos();
        String refusal;
        do {
            try {
                ApiConnection.Answered answered = open().ask(system.bytes(action, all));
                if (answered.status() == 200) {
                    return JSON.readTree(answered.body());
                }
                refusal = answered.body();
            } catch (IOException broken) {
                refusal = broken.toString();
            }
            close();
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() - end < 0);
        throw new BenchFailure(action + " is refused: " + refusal);
    }

    private ApiConnection open() throws IOException {
        ApiConnection opened = connection;
        if (opened == null) {
            opened = new ApiConnection(system.port());
            connection = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        ApiConnection opened = connection;
        connection = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException gone) {
                // it is of no use any more
            }
        }
    }
}
