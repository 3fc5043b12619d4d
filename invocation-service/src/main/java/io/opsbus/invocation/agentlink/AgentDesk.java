package io.opsbus.invocation.agentlink;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whole requests on virtual threads: plain ones through the door, and the one that becomes a websocket. */
final class AgentDesk implements AgentExchange.Desk {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentDesk.class);
    private static final String NOTIFY = "/luban/notify_server";
    private static final int LONGEST_FRAME = 65_536;
    /** The official agent pings every minute. */
    private static final int SILENCE_SECONDS = 200;
    /**
     * A refused handshake keeps the official agent away for half an hour, and it waits 45 s for the answer (agent facts 7.1): the turn of
     * a thousand that dial at once, and an absence of the store, are waited out.
     */
    private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(35);

    private static final int HANDSHAKE_PAUSE_MILLIS = 500;
    /** Whoever floods, forges or guesses hears its refusal this late, and asks no faster on a connection (threat 19). */
    private static final Duration UNWELCOME_WAIT = Duration.ofSeconds(1);

    private final AgentDoor door;
    private final Proof proof;
    private final AgentSockets sockets;
    private final Room room;

    AgentDesk(AgentDoor door, Proof proof, AgentSockets sockets, Room room) {
        this.door = door;
        this.proof = proof;
        this.sockets = sockets;
        this.room = room;
    }

    @Override
    public void take(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head, byte[] body) {
        HttpCall call = call(context, head, body);
        if (call.path().equals(NOTIFY)) {
            Thread.ofVirtual().name("agent-handshake").start(() -> answer(context, exchange, head, call));
            return;
        }
        if (!room.requests().tryAcquire()) {
            exchange.reply(context, Answers.refused(503, "busy"), true);
            return;
        }
        Thread.ofVirtual().name("agent-request").start(() -> {
            try {
                answer(context, exchange, head, call);
            } finally {
                room.requests().release();
            }
        });
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // a bug must not leave an agent without an answer
    public void prove(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head) {
        HttpCall call = call(context, head, new byte[0]);
        if (!room.requests().tryAcquire()) {
            exchange.reply(context, Answers.refused(503, "busy"), false);
            return;
        }
        Thread.ofVirtual().name("agent-proof").start(() -> {
            try {
                proof.signer(call.headers())
                        .ifPresentOrElse(
                                instance -> exchange.proven(context, instance),
                                () -> reply(context, exchange, strangers(call), false));
            } catch (AgentTasks.Away away) {
                exchange.reply(context, Answers.refused(503, "try again"), false);
            } catch (Exception bug) {
                LOGGER.atError().addKeyValue("path", call.path()).setCause(bug).log("request of an agent failed");
                exchange.reply(context, Answers.refused(500, "failed"), false);
            } finally {
                room.requests().release();
            }
        });
    }

    private HttpReply strangers(HttpCall call) {
        return proof.isOfOneThatIsOver(call.headers()) ? Answers.deregistered() : Answers.unproven();
    }

    @SuppressWarnings("CatchingUnchecked") // a bug must not leave an agent without an answer
    private void answer(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head, HttpCall call) {
        try {
            if (call.path().equals(NOTIFY)) {
                upgrade(context, exchange, head, call);
            } else {
                reply(context, exchange, door.answer(call), true);
            }
        } catch (Exception bug) {
            LOGGER.atError().addKeyValue("path", call.path()).setCause(bug).log("request of an agent failed");
            exchange.reply(context, Answers.refused(500, "failed"), false);
        }
    }

    private static void reply(ChannelHandlerContext context, AgentExchange exchange, HttpReply reply, boolean more) {
        if (Answers.isForTheUnwelcome(reply)) {
            exchange.replyLate(context, reply, UNWELCOME_WAIT, more);
        } else {
            exchange.reply(context, reply, more);
        }
    }

    private void upgrade(ChannelHandlerContext context, AgentExchange exchange, HttpRequest head, HttpCall call)
            throws InterruptedException {
        if (!call.header("upgrade").orElse("").equalsIgnoreCase("websocket")) {
            exchange.reply(context, Answers.refused(404, "not found"), true);
            return;
        }
        try {
            switch (verdict(context.channel(), call)) {
                case Proof.Verdict.Proven(InstanceId instance) -> open(context, exchange, head, instance, call);
                case Proof.Verdict.Unproven _ -> reply(context, exchange, Answers.unproven(), false);
                case Proof.Verdict.Over _ -> reply(context, exchange, Answers.deregistered(), false);
                case Proof.Verdict.OffTime(Duration ahead) -> reply(context, exchange, Answers.offTime(ahead), false);
                case Proof.Verdict.TooMuch _ -> reply(context, exchange, Answers.tooMuch(), false);
            }
        } catch (AgentTasks.Away away) {
            exchange.reply(context, Answers.refused(503, "try again"), false);
        }
    }

    private void open(
            ChannelHandlerContext context,
            AgentExchange exchange,
            HttpRequest head,
            InstanceId instance,
            HttpCall call) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(NOTIFY, null, false, LONGEST_FRAME).newHandshaker(head);
        if (handshaker == null) {
            exchange.reply(context, Answers.refused(426, "websocket version 13"), false);
            return;
        }
        handshake(context, head, handshaker, instance, call);
    }

    /** @throws AgentTasks.Away when its turn did not come in time, or the store was away until then */
    private Proof.Verdict verdict(Channel channel, HttpCall call) throws InterruptedException {
        long end = System.nanoTime() + HANDSHAKE_PATIENCE.toNanos();
        while (true) {
            if (!room.handshakes().tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new AgentTasks.Away(new TimeoutException("too many dial at once"));
            }
            try {
                return proof.of(call.headers(), call.body().length);
            } catch (AgentTasks.Away away) {
                if (System.nanoTime() - end > 0) {
                    throw away;
                }
            } finally {
                room.handshakes().release();
            }
            if (channel.closeFuture().await(HANDSHAKE_PAUSE_MILLIS)) {
                throw new AgentTasks.Away(new ClosedChannelException());
            }
        }
    }

    private void handshake(
            ChannelHandlerContext context,
            HttpRequest head,
            WebSocketServerHandshaker handshaker,
            InstanceId instance,
            HttpCall call) {
        AgentNews news = AgentDoor.news(call);
        var socket = new AgentSocket(
                instance,
                UUID.randomUUID().toString(),
                context.channel(),
                AgentDoor.runsNothingTwice(call),
                () -> sockets.refused(instance));
        var told = new AgentNews(news.agentVersion(), news.osType(), socket.connection());
        var request = new DefaultFullHttpRequest(head.protocolVersion(), head.method(), head.uri());
        request.headers().set(head.headers());
        context.executor().execute(() -> {
            handshaker.handshake(context.channel(), request).addListener(done -> {
                if (!done.isSuccess()) {
                    var _ = context.close();
                    return;
                }
                context.pipeline().replace(IdleStateHandler.class, "idle", new IdleStateHandler(SILENCE_SECONDS, 0, 0));
                context.pipeline().replace(AgentExchange.class, "socket", socket);
                context.channel().config().setAutoRead(true);
                Thread.ofVirtual().name("agent-opened").start(() -> opened(socket, told));
            });
        });
    }

    private void opened(AgentSocket socket, AgentNews news) {
        try {
            sockets.opened(socket, news);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpCall call(ChannelHandlerContext context, HttpRequest head, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        head.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        (one, other) -> one + ", " + other));
        String uri = head.uri();
        int mark = uri.indexOf('?');
        return new HttpCall(
                head.method().name(),
                mark < 0 ? uri : uri.substring(0, mark),
                mark < 0 ? "" : uri.substring(mark + 1),
                headers,
                body,
                ProxyLine.origin(context.channel()));
    }
}
