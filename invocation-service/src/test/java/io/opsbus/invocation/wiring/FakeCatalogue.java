package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.opsbus.rpc.identity.InternalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** command-service as far as it is asked: it knows some ids and believes the internal key. */
final class FakeCatalogue implements AutoCloseable {
    static final String ECHO = "c-echo";

    private final HttpServer server;
    private final Set<String> commands = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    private FakeCatalogue(HttpServer server) {
        this.server = server;
        commands.add(ECHO);
    }

    static FakeCatalogue start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var catalogue = new FakeCatalogue(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/rpc", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                String header = exchange.getRequestHeaders().getFirst(InternalKey.HEADER);
                boolean isBelieved = Caller.KEY
                        .verify(header, body, Clock.systemUTC().instant())
                        .isPresent();
                byte[] reply = catalogue.reply(new String(body, UTF_8)).getBytes(UTF_8);
                exchange.sendResponseHeaders(isBelieved ? 200 : 403, reply.length);
                exchange.getResponseBody().write(reply);
                exchange.close();
            });
            server.start();
            return catalogue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reply(String body) {
        asked.incrementAndGet();
        String id = body.replaceAll("(?s).*CommandId=([^&]*).*", "$1");
        String command = """
                {"CommandId":"%s","Name":"say","Description":"","Type":"RunShellScript","CommandContent":"ZWNobyAxMjM=",
                 "EnableParameter":false,"WorkingDir":"","Launcher":"","Timeout":60}""".formatted(id);
        return "{\"RequestId\":\"R\",\"Commands\":{\"Command\":[" + (commands.contains(id) ? command : "") + "]}}";
    }

    /** A command nobody has told of. */
    String create() {
        String id = "c-%032x".formatted(commands.size() + 1);
        commands.add(id);
        return id;
    }

    int asked() {
        return asked.get();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
