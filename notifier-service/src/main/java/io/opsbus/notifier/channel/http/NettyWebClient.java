package io.opsbus.notifier.channel.http;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** HTTP/1.1 with kept connections on an event loop (epoll where there is one); the cheapest of the clients we measured. */
public final class NettyWebClient implements WebClient {
    private final EventLoopGroup group;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Loop[] loops;

    /** A client with TLS as the platform trusts it: TLS 1.2 or later, the host's name checked. */
    public NettyWebClient(WebLimits limits, EgressPolicy policy, AddressResolver resolver, InstantSource clock) {
        this(limits, policy, resolver, clock, platformTls());
    }

    /** The same with other trust, for targets with a private certificate authority. */
    public NettyWebClient(
            WebLimits limits, EgressPolicy policy, AddressResolver resolver, InstantSource clock, SslContext tls) {
        var epoll = Epoll.isAvailable();
        var kind = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(
                limits.loops(),
                new DefaultThreadFactory("web-client", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        var requests = new Requests(clock);
        var egress = new Dialler.Egress(resolver, policy, new TlsContexts(tls), blocking);
        loops = new Loop[limits.loops()];
        for (var i = 0; i < loops.length; i++) {
            var loop = group.next();
            loops[i] = new Loop(loop, limits, new Dialler(loop, kind, limits, egress), requests);
        }
    }

    /** What {@code https} demands of a target: TLS 1.2 or 1.3, a trusted certificate for the host's name. */
    public static SslContextBuilder tls() {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
    }

    private static SslContext platformTls() {
        try {
            return tls().build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    @Override
    public void send(List<Call> calls) {
        if (loops.length == 1) {
            loops[0].send(calls);
            return;
        }
        var parts = new HashMap<Loop, List<Call>>();
        for (var call : calls) {
            var host = call.message().url().getAuthority().hashCode();
            parts.computeIfAbsent(loops[Math.floorMod(host, loops.length)], _ -> new ArrayList<>())
                    .add(call);
        }
        parts.forEach(Loop::send);
    }

    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        blocking.shutdownNow();
    }

    /** One event loop with the pools of its hosts and the deadlines of its exchanges, which all have the same span and so come due in order. */
    private static final class Loop {
        private final EventLoop loop;
        private final WebLimits limits;
        private final Dialler dialler;
        private final Requests requests;
        private final Map<Origin, HostPool> pools = new HashMap<>();
        private final ArrayDeque<Exchange> deadlines = new ArrayDeque<>();
        private boolean watching;

        Loop(EventLoop loop, WebLimits limits, Dialler dialler, Requests requests) {
            this.loop = loop;
            this.limits = limits;
            this.dialler = dialler;
            this.requests = requests;
            var period = Math.max(1, limits.idle().toMillis() / 2);
            var _ = loop.scheduleAtFixedRate(this::tidy, period, period, TimeUnit.MILLISECONDS);
        }

        void send(List<Call> calls) {
            if (loop.inEventLoop()) {
                sendNow(calls);
            } else {
                loop.execute(() -> sendNow(calls));
            }
        }

        private void sendNow(List<Call> calls) {
            var deadline = System.nanoTime() + limits.attempt().toNanos();
            for (var call : calls) {
                var exchange = new Exchange(call, deadline);
                deadlines.add(exchange);
                var origin = Origin.of(call);
                var pool = pools.get(origin);
                if (pool == null) {
                    pool = new HostPool(origin, limits, dialler, requests);
                    pools.put(origin, pool);
                }
                pool.submit(exchange);
            }
            forgetOver();
            watch();
        }

        private void forgetOver() {
            while (!deadlines.isEmpty() && deadlines.element().over()) {
                deadlines.remove();
            }
        }

        private void watch() {
            if (!watching && !deadlines.isEmpty()) {
                watching = true;
                var wait = Math.max(0, deadlines.element().deadline() - System.nanoTime());
                var _ = loop.schedule(this::expire, wait, TimeUnit.NANOSECONDS);
            }
        }

        private void expire() {
            watching = false;
            var now = System.nanoTime();
            while (!deadlines.isEmpty()
                    && (deadlines.element().over() || deadlines.element().deadline() - now <= 0)) {
                var first = deadlines.remove();
                if (!first.over()) {
                    first.expire();
                }
            }
            watch();
        }

        private void tidy() {
            var oldest = System.nanoTime() - limits.idle().toNanos();
            pools.values().removeIf(pool -> !pool.tidy(oldest));
        }
    }
}
