package io.opsbus.benchmarks.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Netty with its epoll transport and its HTTP/1.1 codec: one event loop, fixed connections, one request at a time on each. */
final class NettySender implements WebhookSender {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    // both touched on the event loop only
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Post> waiting = new ArrayDeque<>();
    private final AsciiString authority;

    NettySender(Receiver receiver) throws InterruptedException {
        authority = new AsciiString(receiver.authority());
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new Connection(channel));
                    }
                });
        for (int i = 0; i < receiver.connections(); i++) {
            var _ = bootstrap.connect(receiver.host(), receiver.port()).sync();
        }
    }

    @Override
    public void send(List<Post> posts) {
        loop.execute(() -> {
            for (Post post : posts) {
                Connection connection = idle.poll();
                if (connection == null) {
                    waiting.add(post);
                } else {
                    connection.start(post);
                }
            }
        });
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** One connection; told by the codec, on the event loop. */
    private final class Connection extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private @Nullable Post current;
        private int status;

        Connection(Channel channel) {
            this.channel = channel;
        }

        void start(Post post) {
            current = post;
            var request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.POST, post.path(), Unpooled.wrappedBuffer(post.body()));
            request.headers()
                    .set(HttpHeaderNames.HOST, authority)
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                    .set(HttpHeaderNames.CONTENT_LENGTH, post.body().length);
            var _ = channel.writeAndFlush(request, channel.voidPromise());
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            idle.push(this);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                status = response.status().code();
            }
            boolean whole = message instanceof LastHttpContent;
            ReferenceCountUtil.release(message);
            if (whole) {
                ended();
            }
        }

        private void ended() {
            Post post = current;
            Post next = waiting.poll();
            if (next == null) {
                current = null;
                idle.push(this);
            } else {
                start(next);
            }
            if (post != null) {
                post.ending().ended(status);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            idle.remove(this);
            Post post = current;
            current = null;
            if (post != null) {
                post.ending().ended(Post.FAILED);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
