package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a front says of a connection it passes on, and what is made of it. */
class ProxyLineTest {
    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 10.1.2.3 127.0.0.1 5 18444, 10.1.2.3",
        "PROXY TCP6 2001:db8::1 ::1 65535 1, 2001:db8::1",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255"
    })
    void whoAConnectionIsOfIsReadWhateverItsPieces(String line, String origin) {
        var channel = new EmbeddedChannel(new ProxyLine());
        for (char c : (line + "\r\nrest").toCharArray()) {
            channel.writeInbound(bytes(String.valueOf(c)));
        }
        assertThat(ProxyLine.origin(channel)).isEqualTo(origin);
        var rest = new StringBuilder();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            rest.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        assertThat(rest).hasToString("rest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "\u0016\u0003\u0001\n",
                "PROXY UNKNOWN\r\n",
                "PROXY TCP4 localhost 127.0.0.1 1 2\r\n",
                "PROXY TCP4 10.0.0.1 127.0.0.1 1 2 PROXY TCP4 10.0.0.2 127.0.0.1 1 2\r\n",
                "PROXY TCP4 10.0.0.1 127.0.0.1 0000000000000000000000000000000000000000000000000000000000000000000000000000 2\r\n"
            })
    void aConnectionThatDoesNotSayIsClosed(String text) {
        var channel = new EmbeddedChannel(new ProxyLine());
        channel.writeInbound(bytes(text));
        assertThat(channel.isOpen()).isFalse();
    }

    private static String raw(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** Guessing activation codes is slow for each address: behind a front it must not be one address for all. */
    @Test
    void strangersAreCountedByTheAddressTheFrontTells() throws Exception {
        var settings = new ListenerSettings(new ListenerSettings.Place("127.0.0.1", 0, true), null, "", "r", null);
        try (var listener = new AgentListener(settings, new InMemoryAgentTasks(), SettableClock.at(Instant.EPOCH))) {
            String guess =
                    "POST /luban/api/instance/register HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            String one = "PROXY TCP4 10.0.0.1 127.0.0.1 1 2\r\n" + guess;
            for (int i = 0; i < Strangers.FAILURES_A_MINUTE; i++) {
                assertThat(raw(listener.port(), one)).startsWith("HTTP/1.1 400");
            }
            assertThat(raw(listener.port(), one)).startsWith("HTTP/1.1 429");
            assertThat(raw(listener.port(), one.replace("10.0.0.1", "10.0.0.2")))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void nobodyFromElsewhereIsBelieved() {
        assertThatThrownBy(() -> new ListenerSettings(
                        new ListenerSettings.Place("0.0.0.0", 0, true), java.nio.file.Path.of("k"), "", "r", null))
                .hasMessageContaining("opsbus.invocation.agents.proxied");
    }
}
