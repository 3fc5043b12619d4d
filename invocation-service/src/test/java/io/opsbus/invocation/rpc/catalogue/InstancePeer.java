package io.opsbus.invocation.rpc.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** instance-service as far as it is asked: it has some instances, believes the internal key, and answers as the wire has it. */
public final class InstancePeer implements AutoCloseable {
    private static final int MOST = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    public final FakeInstances instances = new FakeInstances();
    private final InternalKey key;
    private final HttpServer server;
    private volatile Consumer<List<InstanceId>> answered = ids -> {};

    public InstancePeer(InternalKey key) {
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

    /** What happens behind each answer. */
    public void onAnswer(Consumer<List<InstanceId>> then) {
        answered = then;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String header = exchange.getRequestHeaders().getFirst(InternalKey.HEADER);
        Optional<Identity> identity = key.verify(header, body, Clock.systemUTC().instant());
        Map<String, String> parameters = Arrays.stream(new String(body, UTF_8).split("&", -1))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], UTF_8)));
        if (identity.isEmpty() || !identity.get().name().action().equals("DescribeInstances")) {
            send(exchange, 403, "{\"Code\":\"Forbidden\"}");
            return;
        }
        List<InstanceId> ids = new ArrayList<>();
        for (JsonNode id : JSON.readTree(parameters.get("InstanceIds"))) {
            ids.add(new InstanceId(id.asText()));
        }
        if (ids.size() > MOST) {
            send(exchange, 403, "{\"Code\":\"InvalidInstanceIds.ExceedLimit\"}");
            return;
        }
        var scope = new Scope(
                new AccountId(identity.get().accountId()),
                new RegionId(Objects.requireNonNull(parameters.get("RegionId"))));
        String list =
                instances.find(scope, ids).stream().map(InstancePeer::text).collect(Collectors.joining(","));
        send(exchange, 200, "{\"RequestId\":\"R\",\"Instances\":{\"Instance\":[" + list + "]}}");
        answered.accept(ids);
    }

    private static String text(KnownInstance one) {
        return "{\"InstanceId\":\"%s\",\"InstanceName\":\"%s\",\"OSType\":\"%s\",\"Status\":\"%s\"}"
                .formatted(one.id(), one.name(), one.osType(), one.isRunning() ? "Running" : "Starting");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] reply = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
