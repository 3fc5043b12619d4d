package io.opsbus.notifier.channel.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.RetryAfter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One kept connection: one request at a time, reads the answer as far as it is needed and throws the rest of the body away. */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final byte[] NOTHING = new byte[0];

    private final HostPool pool;
    private final Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable HttpResponse answer;
    private byte[] head = NOTHING;
    private int bodyBytes;
    private boolean used;
    private long idleSince;

    Connection(HostPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
    }

    /** Sends the request of an exchange. */
    void start(Exchange next, Requests requests) {
        exchange = next;
        answer = null;
        head = NOTHING;
        bodyBytes = 0;
        next.on(this);
        var _ = channel.writeAndFlush(requests.of(next.call(), pool.origin()), channel.voidPromise());
    }

    boolean usable() {
        return channel.isActive() && exchange == null;
    }

    long idleSince() {
        return idleSince;
    }

    /** Drops the connection; its exchange is somebody else's matter now. */
    void abandon() {
        exchange = null;
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (exchange == null) {
                var _ = channel.close(); // nobody asked
            } else if (message instanceof HttpObject part
                    && part.decoderResult().isFailure()) {
                fail(Trouble.GARBAGE);
            } else {
                read(message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(Object message) {
        if (message instanceof HttpResponse response) {
            answer = response;
        }
        if (answer != null && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            if (answer.status().code() == 101) {
                fail(Trouble.GARBAGE);
            }
            return; // the real answer follows
        }
        if (message instanceof HttpContent content) {
            keep(content.content());
            bodyBytes += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent) {
            finish(answer != null && HttpUtil.isKeepAlive(answer));
        } else if (bodyBytes > pool.limits().answer()) {
            finish(false);
        }
    }

    private void finish(boolean keep) {
        var ended = exchange;
        var response = answer;
        var body = head;
        exchange = null;
        answer = null;
        head = NOTHING;
        used = true;
        if (ended == null || response == null) {
            var _ = channel.close();
            return;
        }
        if (keep) {
            idleSince = System.nanoTime();
            pool.free(this);
        } else {
            var _ = channel.close();
        }
        if (!ended.over()) {
            ended.call().message().answered(response.headers()::getAll);
        }
        ended.end(
                new Outcome.Answered(response.status().code(), retryAfter(response), AnswerHead.of(response, body)),
                body);
    }

    private void keep(ByteBuf more) {
        var room = exchange == null ? 0 : exchange.call().keep() - head.length;
        var taken = Math.min(room, more.readableBytes());
        if (taken > 0) {
            var longer = Arrays.copyOf(head, head.length + taken);
            more.getBytes(more.readerIndex(), longer, head.length, taken);
            head = longer;
        }
    }

    private Optional<Instant> retryAfter(HttpResponse response) {
        var header = response.status().code() < 300 ? null : response.headers().get(HttpHeaderNames.RETRY_AFTER);
        return header == null ? Optional.empty() : RetryAfter.parse(header, pool.now());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pool.closed(this);
        broken(Trouble.RESET);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var trouble = cause instanceof DecoderException
                ? cause.getCause() instanceof SSLException ? Trouble.TLS : Trouble.GARBAGE
                : cause instanceof SSLException ? Trouble.TLS : Trouble.RESET;
        broken(trouble);
        var _ = channel.close();
    }

    private void broken(Trouble trouble) {
        var lost = exchange;
        if (lost == null) {
            return;
        }
        if (trouble == Trouble.RESET && used && answer == null && lost.mayGoAgain()) {
            exchange = null;
            pool.submit(lost);
        } else {
            fail(trouble);
        }
    }

    private void fail(Trouble trouble) {
        var failed = exchange;
        exchange = null;
        var _ = channel.close();
        if (failed != null) {
            failed.fail(trouble);
        }
    }
}
