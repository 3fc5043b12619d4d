package io.opsbus.invocation.agentlink;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.opsbus.rpc.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection's plain requests, one after another; the first that asks for a websocket ends them. */
final class AgentExchange extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentExchange.class);
    private static final Duration TIME_FOR_REQUEST = Duration.ofSeconds(30);
    private static final Duration TIME_TO_READ_A_REFUSAL = Duration.ofSeconds(2);

    private final Desk desk;
    private final Room room;
    private @Nullable HttpRequest head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private int taken;
    private boolean answering;
    private boolean refusing;
    private @Nullable ScheduledFuture<?> deadline;

    AgentExchange(Desk desk, Room room) {
        this.desk = desk;
        this.room = room;
    }

    /** Whoever answers whole requests; returns at once. */
    interface Desk {
        /**
         * Answers with {@link AgentExchange#reply}, or makes a websocket of the connection.
         *
         * @param body not longer than its room
         */
        void take(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head, byte[] body);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (refusing) {
            // a connection closed with unread bytes is reset, and the answer lost with it
            if (part instanceof LastHttpContent) {
                var _ = context.close();
            }
            return;
        }
        if (answering) {
            // agents wait for an answer before they ask again
            var _ = context.close();
            return;
        }
        if (part.decoderResult().isFailure()) {
            head = null;
            reply(context, Answers.refused(400, "not HTTP as agents speak it"), false);
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(context, request);
        }
        if (part instanceof HttpContent content && head != null && !answering) {
            take(context, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        deadline = closing(context, TIME_FOR_REQUEST);
        if (HttpUtil.getContentLength(request, 0L) > limit(request)) {
            reply(context, Answers.refused(413, "too long"), false);
        } else if (HttpUtil.is100ContinueExpected(request)) {
            var _ = context.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    /** In bytes. A GET has no body, and so a handshake that waits its turn keeps nothing. */
    private static int limit(HttpRequest request) {
        if (request.method().equals(HttpMethod.GET)) {
            return 0;
        }
        return request.headers().contains("x-acs-signature") ? Room.LONGEST_BODY : Room.LONGEST_UNSIGNED_BODY;
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        HttpRequest request = java.util.Objects.requireNonNull(head);
        int length = content.content().readableBytes();
        if (body.size() + length > limit(request)) {
            reply(context, Answers.refused(413, "too long"), false);
            return;
        }
        if (!room.takeBytes(length)) {
            reply(context, Answers.refused(503, "busy"), false);
            return;
        }
        taken += length;
        try {
            content.content().readBytes(body, length);
        } catch (IOException memoryNeverFails) {
            throw new IllegalStateException(memoryNeverFails);
        }
        if (content instanceof LastHttpContent) {
            answering = true;
            noDeadline();
            context.channel().config().setAutoRead(false);
            desk.take(context, this, request, body.toByteArray());
        }
    }

    /**
     * Sends the answer; on any thread.
     *
     * @param more whether the connection may bring another request
     */
    void reply(ChannelHandlerContext context, HttpReply reply, boolean more) {
        if (!context.executor().inEventLoop()) {
            try {
                context.executor().execute(() -> reply(context, reply, more));
            } catch (RejectedExecutionException closing) {
                LOGGER.atDebug().log("the listener is closed, and with it the connection of an answer");
            }
            return;
        }
        boolean unread = head != null && !answering;
        boolean stays = more && head != null && HttpUtil.isKeepAlive(head);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        if (!stays) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        answering = true;
        done();
        var written = context.writeAndFlush(response);
        if (stays) {
            answering = false;
            context.channel().config().setAutoRead(true);
        } else if (unread) {
            refusing = true;
            deadline = closing(context, TIME_TO_READ_A_REFUSAL);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /**
     * Sends the answer when a while is over, and reads nothing until then; on any thread.
     *
     * @param more whether the connection may bring another request
     */
    void replyLate(ChannelHandlerContext context, HttpReply reply, Duration after, boolean more) {
        try {
            context.executor().execute(() -> {
                // who waits keeps no room from others
                giveBackBody();
                var _ = context.executor()
                        .schedule(() -> reply(context, reply, more), after.toMillis(), TimeUnit.MILLISECONDS);
            });
        } catch (RejectedExecutionException closing) {
            LOGGER.atDebug().log("the listener is closed, and with it the connection of a refusal");
        }
    }

    private static ScheduledFuture<?> closing(ChannelHandlerContext context, Duration after) {
        return context.executor()
                .schedule(
                        () -> {
                            var _ = context.close();
                        },
                        after.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void done() {
        head = null;
        giveBackBody();
        noDeadline();
    }

    private void giveBackBody() {
        body = new ByteArrayOutputStream(0);
        room.giveBackBytes(taken);
        taken = 0;
    }

    private void noDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        done();
        context.fireChannelInactive();
    }

    /** It is a websocket from now on. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        done();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !answering) {
            var _ = context.close();
        }
    }

    /** Also plain HTTP to the TLS port: it is closed without a word, for a status would be taken for success. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
