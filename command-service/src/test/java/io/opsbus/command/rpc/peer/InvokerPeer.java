package io.opsbus.command.rpc.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.rpc.identity.InternalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** invocation-service as far as it is asked: it believes the internal key, and lists invocations by how they are repeated and their status. */
public final class InvokerPeer implements AutoCloseable {
    private static final Set<String> RUNNING = Set.of("Pending", "Scheduled", "Running");

    /** The mode and the status of an invocation of a command. */
    public record Runs(String mode, String status) {
        /** Its status in the words of 2019, as far as it is not over. */
        private String invokeStatus() {
            return RUNNING.contains(status) ? "Running" : status;
        }
    }

    /** By command id, the newest first. */
    public final Map<String, List<Runs>> invocations = new ConcurrentHashMap<>();

    /** What it answers instead of a list; empty for a list. */
    public volatile String instead = "";

    private final InternalKey key;
    private final HttpServer server;

    public InvokerPeer(InternalKey key) {
        this.key = key;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/rpc", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String header = exchange.getRequestHeaders().getFirst(InternalKey.HEADER);
        boolean isBelieved = key.verify(header, body, Clock.systemUTC().instant())
                .filter(identity -> identity.name().action().equals("DescribeInvocations"))
                .isPresent();
        Map<String, String> sent = Stream.of(new String(body, UTF_8).split("&", -1))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> one[1]));
        String list = invocations.getOrDefault(sent.getOrDefault("CommandId", ""), List.of()).stream()
                .filter(runs ->
                        passes(sent, "RepeatMode", runs.mode()) && passes(sent, "InvokeStatus", runs.invokeStatus()))
                .limit(Integer.parseInt(sent.getOrDefault("PageSize", "10")))
                .map(runs -> "{\"InvocationStatus\":\"" + runs.status() + "\"}")
                .collect(Collectors.joining(","));
        byte[] reply = (instead.isEmpty()
                        ? "{\"RequestId\":\"R\",\"Invocations\":{\"Invocation\":[" + list + "]}}"
                        : instead)
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(isBelieved ? 200 : 403, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private static boolean passes(Map<String, String> sent, String filter, String value) {
        return sent.getOrDefault(filter, value).equals(value);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
