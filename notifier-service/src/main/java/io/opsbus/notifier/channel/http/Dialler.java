package io.opsbus.notifier.channel.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections: resolve, ask the egress policy about each address, dial exactly an address it allowed. */
final class Dialler {
    private static final Logger LOGGER = LoggerFactory.getLogger(Dialler.class);

    /** How a name becomes an address that may be dialled. */
    record Egress(AddressResolver resolver, EgressPolicy policy, TlsContexts tls, Executor blocking) {}

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Egress egress;

    Dialler(EventLoop loop, Class<? extends SocketChannel> kind, WebLimits limits, Egress egress) {
        this.loop = loop;
        this.egress = egress;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(kind)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.attempt().toMillis());
    }

    /** Dials for a pool, which hears of the end on its loop. */
    void dial(HostPool pool) {
        egress.blocking().execute(() -> {
            List<InetAddress> addresses;
            try {
                addresses = egress.resolver().resolve(pool.origin().host());
            } catch (UnknownHostException | RuntimeException _) {
                loop.execute(() -> pool.notConnected(Trouble.UNRESOLVED));
                return;
            }
            var allowed = addresses.stream()
                    .filter(address -> refusal(pool.origin(), address).isEmpty())
                    .toList();
            if (allowed.isEmpty()) {
                LOGGER.atWarn()
                        .addKeyValue("accountId", pool.origin().account())
                        .addKeyValue("targetId", pool.origin().sharer())
                        .addKeyValue("host", pool.origin().host())
                        .addKeyValue("port", pool.origin().port())
                        .addKeyValue("addresses", addresses)
                        .addKeyValue(
                                "why",
                                addresses.stream()
                                        .flatMap(address -> refusal(pool.origin(), address).stream())
                                        .distinct()
                                        .toList())
                        .log("dial refused by the egress policy");
                loop.execute(() -> pool.notConnected(Trouble.BLOCKED));
            } else {
                dial(pool, allowed);
            }
        });
    }

    private Optional<String> refusal(Origin origin, InetAddress address) {
        return egress.policy()
                .of(origin.account())
                .refusal(origin.host(), address, origin.tls() ? "https" : "http", origin.port());
    }

    private void dial(HostPool pool, List<InetAddress> allowed) {
        try {
            var tls = egress.tls().of(pool.origin().peer());
            loop.execute(() -> connect(pool, tls, allowed.iterator()));
        } catch (GeneralSecurityException | SSLException | RuntimeException _) {
            loop.execute(() -> pool.notConnected(Trouble.TLS));
        }
    }

    private void connect(HostPool pool, SslContext tls, Iterator<InetAddress> addresses) {
        var to = new InetSocketAddress(addresses.next(), pool.origin().port());
        var attempt = bootstrap.clone().handler(new Pipeline(pool, tls)).connect(to);
        attempt.addListener(done -> {
            if (done.isSuccess()) {
                secured(pool, attempt.channel());
            } else if (addresses.hasNext()) {
                connect(pool, tls, addresses);
            } else {
                pool.notConnected(done.cause() instanceof ConnectException ? Trouble.REFUSED : Trouble.UNREACHABLE);
            }
        });
    }

    private static void secured(HostPool pool, Channel channel) {
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            established(pool, channel);
            return;
        }
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                established(pool, channel);
            } else {
                var _ = channel.close();
                pool.notConnected(Trouble.TLS);
            }
        });
    }

    private static void established(HostPool pool, Channel channel) {
        if (!channel.isActive()) {
            pool.notConnected(Trouble.RESET);
            return;
        }
        var connection = new Connection(pool, channel);
        channel.pipeline().addLast(connection);
        pool.connected(connection);
    }

    /** TLS when the origin wants it, then HTTP/1.1; header lines are bounded, nothing is decompressed. */
    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final HostPool pool;
        private final SslContext context;

        Pipeline(HostPool pool, SslContext context) {
            this.pool = pool;
            this.context = context;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            var origin = pool.origin();
            if (origin.tls()) {
                var tls = context.newHandler(channel.alloc(), origin.host(), origin.port());
                tls.setHandshakeTimeoutMillis(pool.limits().attempt().toMillis());
                channel.pipeline().addLast(tls);
            }
            var codec = new HttpDecoderConfig()
                    .setMaxInitialLineLength(4096)
                    .setMaxHeaderSize(16_384)
                    .setMaxChunkSize(8192);
            channel.pipeline().addLast(new HttpClientCodec(codec, false, false));
        }
    }
}
