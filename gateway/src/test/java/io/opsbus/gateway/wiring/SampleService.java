package io.opsbus.gateway.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import io.opsbus.rpc.routes.Announcement;
import io.opsbus.rpc.routes.RoutePublication;
import io.opsbus.rpc.token.InMemoryClientTokens;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A service behind the gateway, with two actions, as any real one is built. */
final class SampleService implements AutoCloseable {
    private static final Parameter<String> INSTANCE =
            Take.text("InstanceId").names("instance").required();

    private final HttpServer server;
    private final RoutePublication publication;
    private final List<Call> calls = new ArrayList<>();
    private volatile CountDownLatch hold = new CountDownLatch(0);

    private record Sample(Declaration declaration, SampleService service) implements Action {
        @Override
        public Answer answer(Call call) {
            return service.answer(call);
        }
    }

    /** Serves on a free port and says so on the bus. */
    SampleService(String bootstrap, SchemaRegistry registry) throws IOException {
        var key = InternalKey.of(Keys.INTERNAL);
        ActionTable actions = new ActionTable(List.of(
                new Sample(
                        Declaration.reading("2014-05-26", "DescribeInstances", "Shows.")
                                .end(),
                        this),
                new Sample(
                        Declaration.writing("2014-05-26", "StartInstance", "Starts.")
                                .takes(INSTANCE)
                                .end(),
                        this)));
        var endpoint = new ServiceEndpoint(
                actions,
                key,
                new Repetitions(
                        new InMemoryClientTokens(), () -> UUID.randomUUID().toString()),
                (failure, identity) -> RpcError.internalError(),
                InstantSource.system());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> serve(exchange, endpoint));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        publication = RoutePublication.start(
                Announcement.of("sample-service", url(), Instant.now(), actions.declarations()),
                key,
                InstantSource.system(),
                bootstrap,
                registry);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Calls that arrived. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** From now on calls wait until {@link #goOn}. */
    void hold() {
        hold = new CountDownLatch(1);
    }

    void goOn() {
        hold.countDown();
    }

    private Answer answer(Call call) {
        try {
            hold.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            calls.add(call);
        }
        return new Answer.Reply(Tree.fields().with("Account", call.accountId()));
    }

    private static void serve(HttpExchange exchange, ServiceEndpoint endpoint) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            HttpReply reply = endpoint.answer(new HttpCall(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    "",
                    headers,
                    exchange.getRequestBody().readAllBytes(),
                    "127.0.0.1"));
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    /** Gone without a word, as a killed process is. */
    void die() {
        server.stop(0);
    }

    @Override
    public void close() {
        goOn();
        publication.close();
        server.stop(0);
    }
}
