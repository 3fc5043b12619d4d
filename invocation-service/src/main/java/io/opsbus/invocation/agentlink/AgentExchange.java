package io.opsbus.invocation.agentlink;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Body;
import io.opsbus.rpc.http.HttpReply;
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
    private @Nullable Body body;
    private boolean proving;
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
         * Whose request it is, before its body has come: answers with {@link AgentExchange#proven}, or as to a whole one. Nothing is
         * spent by it.
         */
        void prove(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head);

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
        if (answering || (proving && !(part instanceof HttpContent))) {
            // agents wait for an answer before they ask again
            var _ = context.close();
            return;
        }
        if (proving && body != null && part instanceof HttpContent content) {
            body.later(content);
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
        if (part instanceof HttpContent content && head != null && body != null && !answering) {
            take(context, head, body, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        body = room.bodies().begin(request, ProxyLine.origin(context.channel()));
        deadline = closing(context, TIME_FOR_REQUEST);
        if (body.isTooLong()) {
            reply(context, Answers.refused(413, "too long"), false);
        } else if (HttpUtil.is100ContinueExpected(request)) {
            var _ = context.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void take(ChannelHandlerContext context, HttpRequest request, Body coming, HttpContent content) {
        switch (coming.add(content)) {
            case MORE -> {}
            case TOO_LONG -> reply(context, Answers.refused(413, "too long"), false);
            case NO_ROOM -> reply(context, Answers.refused(503, "busy"), false);
            case TO_PROVE -> {
                proving = true;
                context.channel().config().setAutoRead(false);
                desk.prove(context, this, request);
            }
            case WHOLE -> {
                answering = true;
                noDeadline();
                context.channel().config().setAutoRead(false);
                desk.take(context, this, request, coming.bytes());
            }
        }
    }

    /** Whose request it is; on any thread. Its body goes on in the room of agents. */
    void proven(ChannelHandlerContext context, InstanceId instance) {
        onLoop(context, () -> {
            if (body == null) {
                return;
            }
            if (!body.belongsTo(instance)) {
                reply(context, Answers.tooMuch(), false);
                return;
            }
            proving = false;
            context.channel().config().setAutoRead(true);
            body.readOn(part -> channelRead0(context, part));
        });
    }

    private static void onLoop(ChannelHandlerContext context, Runnable step) {
        try {
            context.executor().execute(step);
        } catch (RejectedExecutionException closing) {
            LOGGER.atDebug().log("the listener is closed, and with it the connection of an answer");
        }
    }

    /**
     * Sends the answer; on any thread.
     *
     * @param more whether the connection may bring another request
     */
    void reply(ChannelHandlerContext context, HttpReply reply, boolean more) {
        if (!context.executor().inEventLoop()) {
            onLoop(context, () -> reply(context, reply, more));
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
            context.channel().config().setAutoRead(true);
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
        onLoop(context, () -> {
            // who waits keeps no room from others
            giveBackBody();
            var _ = context.executor()
                    .schedule(() -> reply(context, reply, more), after.toMillis(), TimeUnit.MILLISECONDS);
        });
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
        body = null;
        proving = false;
        noDeadline();
    }

    private void giveBackBody() {
        if (body != null) {
            body.giveBack();
        }
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
