package io.opsbus.invocation.agentlink;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.opsbus.invocation.InstanceId;
import java.time.Duration;

/**
 * One agent's websocket. What it says is answered by pongs alone: its {@code accept:} is no promise that it will fetch. Its
 * {@code reject:} is one that it will not (agent facts 7.1).
 */
final class AgentSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final String REFUSAL = "reject:";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final InstanceId instance;
    private final String connection;
    private final Channel channel;
    private final boolean runsNothingTwice;
    private final Runnable refused;
    private long nextRefusal = System.nanoTime();

    /**
     * A socket.
     *
     * @param connection its name, unique for ever
     * @param runsNothingTwice whether its agent may be given again what it was given
     * @param refused told of a refusal, not of each of many; does not block
     */
    AgentSocket(InstanceId instance, String connection, Channel channel, boolean runsNothingTwice, Runnable refused) {
        this.instance = instance;
        this.connection = connection;
        this.channel = channel;
        this.runsNothingTwice = runsNothingTwice;
        this.refused = refused;
    }

    InstanceId instance() {
        return instance;
    }

    String connection() {
        return connection;
    }

    Channel channel() {
        return channel;
    }

    boolean runsNothingTwice() {
        return runsNothingTwice;
    }

    /** Sends one line; dropped when the socket is gone. */
    void send(String line) {
        var _ = channel.writeAndFlush(new TextWebSocketFrame(line));
    }

    /** Sends one line, then closes. */
    void sendLast(String line) {
        channel.writeAndFlush(new TextWebSocketFrame(line))
                .addListener(_ -> close(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    void close(WebSocketCloseStatus why) {
        channel.writeAndFlush(new CloseWebSocketFrame(why)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            var _ = context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof TextWebSocketFrame text && text.text().startsWith(REFUSAL)) {
            refuses();
        } else if (frame instanceof CloseWebSocketFrame) {
            context.writeAndFlush(new CloseWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void refuses() {
        long now = System.nanoTime();
        if (now - nextRefusal >= 0) {
            nextRefusal = now + PAUSE.toNanos();
            refused.run();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            var _ = context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
