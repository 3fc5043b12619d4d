package io.opsbus.invocation.rpc.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.rpc.CommandCatalogue;
import io.opsbus.invocation.store.memory.InMemoryCommands;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.peer.PeerService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What command-service may answer to a creation. */
class RemoteCatalogueTest {
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));

    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/rpc", exchange -> {
            byte[] reply = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private <T> T with(Function<RemoteCatalogue, T> asking) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var keeper =
                new Keeper(new PeerService("invocation-service", "command-service", url, KEY, Clock.systemUTC()))) {
            return asking.apply(new RemoteCatalogue(new InMemoryCommands(), keeper));
        }
    }

    private CommandCatalogue.Created create() {
        return with(catalogue ->
                catalogue.create(Given.ALICES, "n", "", Given.command("date").program(), "token"));
    }

    private boolean remove() {
        return with(catalogue -> {
            catalogue.remove(Given.ALICES, Given.command("date").id());
            return true;
        });
    }

    @Test
    void aRefusalIsTheCallers() {
        status = 403;
        body = "{\"Code\":\"CommandCount.ExceedQuota\",\"Message\":\"No more.\"}";
        assertThat(create()).isInstanceOf(CommandCatalogue.Refused.class);
    }

    @Test
    void thatItIsAtItYetIsNoRefusal() {
        // the first answer did not come in time: the request goes on there
        status = 403;
        body = "{\"Code\":\"LastTokenProcessing\",\"Message\":\"Busy.\"}";
        assertThatExceptionOfType(StoreAway.class).isThrownBy(this::create);
    }

    @Test
    void whatIsThereNoMoreIsRemoved() {
        status = 404;
        body = "{\"Code\":\"InvalidCmdId.NotFound\",\"Message\":\"None.\"}";
        assertThat(remove()).isTrue();
        status = 403;
        body = "{\"Code\":\"InvalidOperation.CmdUsed\",\"Message\":\"In use.\"}";
        assertThatExceptionOfType(StoreAway.class).isThrownBy(this::remove);
    }
}
