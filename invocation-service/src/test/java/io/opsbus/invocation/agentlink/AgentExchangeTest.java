package io.opsbus.invocation.agentlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.opsbus.rpc.http.HttpReply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection whose requests are refused waits, and keeps nothing from others meanwhile (threat 19). */
class AgentExchangeTest {
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Room room = new Room();
    private final long allBytes = room.freeBytes();
    private final EmbeddedChannel connection = new EmbeddedChannel(new AgentExchange(
            (context, exchange, _, body) -> {
                HttpReply reply = body.length > 0 ? Answers.tooMuch() : Answers.text("ok");
                if (Answers.isForTheUnwelcome(reply)) {
                    exchange.replyLate(context, reply, LATE, true);
                } else {
                    exchange.reply(context, reply, true);
                }
            },
            room));

    @BeforeEach
    void holdTime() {
        connection.freezeTime();
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    private void ask(String body) {
        connection.writeInbound(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/luban/api/metrics"),
                new DefaultLastHttpContent(Unpooled.copiedBuffer(body, UTF_8)));
        connection.runPendingTasks();
    }

    private int answered() {
        DefaultFullHttpResponse response = connection.readOutbound();
        return response == null ? 0 : response.status().code();
    }

    @Test
    void aRefusalComesLateAndTheConnectionGoesOnAfterIt() {
        ask("");
        assertThat(answered()).isEqualTo(200);
        ask("too much");
        assertThat(room.freeBytes()).as("who waits holds no bytes").isEqualTo(allBytes);
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
        assertThat(room.freeBytes()).isEqualTo(allBytes);
        assertThat(connection.isActive()).isFalse();
    }
}
