package io.opsbus.rpc.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerServiceTest {
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

    private HttpServer server;
    private volatile int status = 200;
    private volatile String reply = "{}";
    private volatile String form = "";
    private volatile Optional<Identity> identity = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/rpc", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        form = new String(body, UTF_8);
        identity = KEY.verify(exchange.getRequestHeaders().getFirst(InternalKey.HEADER), body, CLOCK.instant());
        byte[] told = reply.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, told.length == 0 ? -1 : told.length);
        exchange.getResponseBody().write(told);
        exchange.close();
    }

    private Told call() throws IOException, InterruptedException {
        return call("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static Told call(String url) throws IOException, InterruptedException {
        try (var peer = new PeerService("command-service", "invocation-service", URI.create(url), KEY, CLOCK)) {
            return peer.call(
                    "1001", "cn-hangzhou", "DescribeInvocations", Map.of("CommandId", "c-1", "Name", "磁盘 & more"));
        }
    }

    @Test
    void itAsksAsTheGatewayDoesInTheNameOfTheAccount() throws Exception {
        call();
        assertThat(form).isEqualTo("CommandId=c-1&Name=%E7%A3%81%E7%9B%98%20%26%20more&RegionId=cn-hangzhou");
        assertThat(identity).hasValueSatisfying(one -> {
            assertThat(one.accountId()).isEqualTo("1001");
            assertThat(one.accessKeyId()).isEqualTo("command-service");
            assertThat(one.name().action()).isEqualTo("DescribeInvocations");
        });
    }

    @Test
    void whatIsToldIsReadByNameAndWhatIsNotThereIsEmpty() throws Exception {
        reply = """
                {"RequestId":"R","TotalCount":2,"Invocations":{"Invocation":[
                  {"InvokeId":"t-1","Timed":true,"Frequency":null},{"InvokeId":"t-2"},"no thing"]}}""";
        Told told = call();
        assertThat(told.isDone()).isTrue();
        assertThat(told.code()).isEmpty();
        assertThat(told.body().number("TotalCount")).isEqualTo(2);
        assertThat(told.body().list("Invocations", "Invocation"))
                .extracting(one -> one.text("InvokeId"), one -> one.flag("Timed"), one -> one.text("Frequency"))
                .containsExactly(tuple("t-1", true, ""), tuple("t-2", false, ""));
        assertThat(told.body().list("Invocations", "Other")).isEmpty();
        assertThat(told.body().number("Invocations")).isZero();
    }

    @Test
    void aRefusalIsTold() throws Exception {
        status = 404;
        reply = "{\"Code\":\"InvalidCmdId.NotFound\",\"Message\":\"None.\"}";
        Told told = call();
        assertThat(told.isDone()).isFalse();
        assertThat(told.status() + told.code() + told.message()).isEqualTo("404InvalidCmdId.NotFoundNone.");
    }

    @Test
    void whatFailsIsNoAnswer() {
        status = 503;
        assertThatIOException().isThrownBy(this::call).withMessage("invocation-service answers 503");
        assertThatIOException().isThrownBy(() -> call("http://127.0.0.1:1"));
    }

    @Test
    void thatItIsAtItYetIsNoRefusal() {
        status = 403;
        reply = "{\"Code\":\"LastTokenProcessing\",\"Message\":\"Busy.\"}";
        assertThatIOException().isThrownBy(this::call).withMessageContaining("LastTokenProcessing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"Invocations\":"})
    void whatIsNotTheProtocolIsNoAnswer(String body) {
        reply = body;
        assertThatIOException().isThrownBy(this::call).withMessageContaining("no answer");
    }
}
