package io.opsbus.invocation.agentlink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.update.Releases;
import io.opsbus.invocation.link.AgentTasks;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where agents come in: a listener of its own, for it faces every machine while the service's other one answers the gateway
 * alone. Two threads move bytes, however many agents are connected; requests block on virtual threads.
 */
public final class AgentListener implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentListener.class);
    private static final int LOOPS = 2;
    private static final int IDLE_SECONDS = 120;
    private static final int BACKLOG = 1024;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
    private final AgentSockets sockets;
    private final AgentTasks.Listening kicks;
    private final Channel channel;

    /**
     * Listens from now on.
     *
     * @throws IllegalArgumentException if the key store cannot be read
     * @throws IllegalStateException if the port is taken
     */
    public AgentListener(ListenerSettings settings, AgentTasks tasks, Clock clock) {
        var room = new Room();
        var proof = new Proof(tasks, new Allowances(Allowances.Limits.USUAL, clock), clock);
        this.sockets = new AgentSockets(tasks);
        var door =
                new AgentDoor(tasks, proof, new Strangers(clock), settings.region(), new Releases(settings.releases()));
        var desk = new AgentDesk(door, proof, sockets, room);
        Optional<SslContext> tls = tls(settings);
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections(tls, desk, room, settings.place().proxied()))
                .bind(settings.place().host(), settings.place().port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IllegalStateException("cannot listen for agents: " + settings, bound.cause());
        }
        this.channel = bound.channel();
        this.kicks = tasks.onKick(sockets);
        LOGGER.atInfo()
                .addKeyValue("port", port())
                .addKeyValue("tls", tls.isPresent())
                .log("agents are served");
    }

    private static Optional<SslContext> tls(ListenerSettings settings) {
        if (settings.keyStore() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    SslContextBuilder.forServer(ListenerSettings.keys(settings.keyStore(), settings.password()))
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .build());
        } catch (SSLException broken) {
            throw new IllegalArgumentException("opsbus.invocation.agents.keystore cannot be used", broken);
        }
    }

    /** A connection's handlers. */
    private static final class Connections extends ChannelInitializer<SocketChannel> {
        private final Optional<SslContext> tls;
        private final AgentDesk desk;
        private final Room room;
        private final boolean proxied;

        Connections(Optional<SslContext> tls, AgentDesk desk, Room room, boolean proxied) {
            this.proxied = proxied;
            this.tls = tls;
            this.desk = desk;
            this.room = room;
        }

        @Override
        protected void initChannel(SocketChannel connection) {
            if (!room.connections().tryAcquire()) {
                var _ = connection.close();
                return;
            }
            connection.closeFuture().addListener(_ -> room.connections().release());
            if (proxied) {
                connection.pipeline().addLast(new ProxyLine());
            }
            tls.ifPresent(context -> connection.pipeline().addLast(context.newHandler(connection.alloc())));
            connection
                    .pipeline()
                    .addLast(new RequestLines(), new HttpResponseEncoder())
                    .addLast("idle", new IdleStateHandler(IDLE_SECONDS, 0, 0))
                    .addLast(new AgentExchange(desk, room));
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** How many agents' websockets are open here. */
    public int connected() {
        return sockets.size();
    }

    @Override
    public void close() {
        kicks.close();
        channel.close().awaitUninterruptibly();
        sockets.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
