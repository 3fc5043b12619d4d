package io.opsbus.invocation.agentlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Body;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection whose requests are refused waits, and keeps nothing from others meanwhile (threat 19). */
class AgentExchangeTest {
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final InstanceId AGENT = new InstanceId("mi-000000000000000001");
    private static final String GOOD = "good";

    private final Room room = new Room();
    private final List<EmbeddedChannel> opened = new ArrayList<>();
    private final EmbeddedChannel connection = from("10.0.0.1");

    /** Believes a signature that says that it is good; answers the words "too much" as such, and all else well. */
    private static final class Desk implements AgentExchange.Desk {
        @Override
        public void prove(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head) {
            if (GOOD.equals(head.headers().get("x-acs-signature"))) {
                exchange.proven(context, AGENT);
            } else {
                exchange.replyLate(context, Answers.unproven(), LATE, false);
            }
        }

        @Override
        public void take(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head, byte[] body) {
            if (new String(body, UTF_8).equals("too much")) {
                exchange.replyLate(context, Answers.tooMuch(), LATE, true);
            } else {
                exchange.reply(context, Answers.text("ok " + body.length), true);
            }
        }
    }

    private EmbeddedChannel from(String address) {
        var channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 1);
            }
        };
        channel.pipeline().addLast(new AgentExchange(new Desk(), room));
        opened.add(channel);
        return channel;
    }

    @BeforeEach
    void holdTime() {
        connection.freezeTime();
    }

    @AfterEach
    void close() {
        opened.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(room.bodies().taken()).as("whoever goes holds nothing").isZero();
    }

    private void ask(String body) {
        begin(connection, null);
        end(connection, body.getBytes(UTF_8));
    }

    private static void begin(EmbeddedChannel channel, @Nullable String signature) {
        var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/luban/api/metrics");
        if (signature != null) {
            head.headers().set("x-acs-signature", signature);
        }
        channel.writeInbound(head);
    }

    private static void end(EmbeddedChannel channel, byte[] bytes) {
        channel.writeInbound(new DefaultLastHttpContent(Unpooled.wrappedBuffer(bytes)));
        channel.runPendingTasks();
    }

    private static void part(EmbeddedChannel channel, int bytes) {
        channel.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes])));
        channel.runPendingTasks();
    }

    private int answered() {
        return answered(connection);
    }

    private static int answered(EmbeddedChannel channel) {
        DefaultFullHttpResponse response = channel.readOutbound();
        return response == null ? 0 : response.status().code();
    }

    @Test
    void aRefusalComesLateAndTheConnectionGoesOnAfterIt() {
        ask("");
        assertThat(answered()).isEqualTo(200);
        ask("too much");
        assertThat(room.bodies().taken()).as("who waits holds no bytes").isZero();
        assertThat(connection.config().isAutoRead()).isFalse();
        connection.advanceTimeBy(LATE.toMillis() - 1, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
        assertThat(answered()).isZero();
        connection.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
        assertThat(answered()).isEqualTo(429);
        assertThat(connection.config().isAutoRead()).isTrue();
        ask("");
        assertThat(answered()).isEqualTo(200);
    }

    @Test
    void whoGoesBeforeTheRefusalIsForgotten() {
        ask("too much");
        var _ = connection.close();
        connection.advanceTimeBy(LATE.toMillis(), TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
        assertThat(room.bodies().taken()).isZero();
        assertThat(connection.isActive()).isFalse();
    }

    /** Twice as many as there is room for, each from an address of its own and as large as strangers may send. */
    private void strangersComeSlowly(@Nullable String signature) {
        for (int n = 0; n < 2_048; n++) {
            EmbeddedChannel stranger = from("10.1." + n / 256 + "." + n % 256);
            begin(stranger, signature);
            part(stranger, Body.LONGEST_UNPROVEN);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "forged")
    void slowBodiesOfStrangersTakeNoRoomOfAgents(@Nullable String signature) {
        strangersComeSlowly(signature);
        assertThat(room.bodies().taken()).isEqualTo(16 << 20);
        begin(connection, GOOD);
        part(connection, 5);
        end(connection, new byte[20_000]);
        assertThat(answered()).isEqualTo(200);
        begin(connection, null);
        end(connection, new byte[1]);
        assertThat(answered()).as("a stranger's").isEqualTo(503);
    }

    @Test
    void whatClaimsToBeSignedAndIsNotGetsNoMoreRoomThanAStrangers() {
        begin(connection, "forged");
        part(connection, Body.LONGEST_UNPROVEN);
        assertThat(answered()).isZero();
        part(connection, 1);
        part(connection, Body.LONGEST_UNPROVEN);
        assertThat(room.bodies().taken())
                .as("it is refused, and only that is late")
                .isZero();
        connection.advanceTimeBy(LATE.toMillis(), TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
        assertThat(answered()).isEqualTo(401);
    }

    @Test
    void oneAddressHasAPartOfTheRoomOfStrangers() {
        for (int n = 0; n < 64; n++) {
            EmbeddedChannel stranger = from("10.0.0.2");
            begin(stranger, null);
            part(stranger, Body.LONGEST_UNPROVEN);
        }
        EmbeddedChannel more = from("10.0.0.2");
        begin(more, null);
        end(more, new byte[1]);
        assertThat(answered(more)).isEqualTo(503);
        ask("another address");
        assertThat(answered()).isEqualTo(200);
    }

    @Test
    void oneAgentHasAPartOfTheRoomOfAgents() {
        for (int length : List.of(Body.LONGEST, 1 << 20)) {
            EmbeddedChannel one = from("10.0.0.2");
            begin(one, GOOD);
            for (int part = 0; part < length; part += Body.LONGEST_UNPROVEN) {
                part(one, Body.LONGEST_UNPROVEN);
            }
        }
        assertThat(room.bodies().taken()).isEqualTo(4 << 20);
        begin(connection, GOOD);
        part(connection, Body.LONGEST_UNPROVEN);
        part(connection, 1);
        assertThat(answered()).as("an agent tries again").isEqualTo(429);
    }
}
