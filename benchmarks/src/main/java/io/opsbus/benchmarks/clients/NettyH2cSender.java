package io.opsbus.benchmarks.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Netty's HTTP/2 frame codec without TLS, by prior knowledge: every delivery is a stream of the one connection. */
final class NettyH2cSender implements WebhookSender {
    private static final AsciiString POST = new AsciiString("POST");
    private static final AsciiString HTTP = new AsciiString("http");
    private static final AsciiString CONTENT_TYPE = new AsciiString("content-type");
    private static final AsciiString CONTENT_LENGTH = new AsciiString("content-length");
    private static final AsciiString JSON = new AsciiString("application/json");

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Answers answers = new Answers();
    private final Channel channel;
    private final AsciiString authority;
    // touched on the event loop only
    private final IdentityHashMap<Http2FrameStream, Post> open = new IdentityHashMap<>();

    NettyH2cSender(Receiver receiver) throws InterruptedException {
        authority = new AsciiString(receiver.authority());
        channel = new Bootstrap()
                .group(group)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        var codec = Http2FrameCodecBuilder.forClient()
                                .initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                                .build();
                        fresh.pipeline().addLast(codec, answers);
                    }
                })
                .connect(receiver.host(), receiver.port())
                .sync()
                .channel();
    }

    @Override
    public void send(List<Post> posts) {
        channel.eventLoop().execute(() -> {
            posts.forEach(this::start);
            channel.flush();
        });
    }

    private void start(Post post) {
        Http2FrameStream stream = answers.newStream();
        var headers = new DefaultHttp2Headers(false)
                .method(POST)
                .scheme(HTTP)
                .authority(authority)
                .path(post.path())
                .set(CONTENT_TYPE, JSON)
                .setInt(CONTENT_LENGTH, post.body().length);
        open.put(stream, post);
        var _ = channel.write(new DefaultHttp2HeadersFrame(headers, false).stream(stream), channel.voidPromise());
        var _ = channel.write(
                new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(post.body()), true).stream(stream),
                channel.voidPromise());
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Told by the codec, on the event loop. */
    private final class Answers extends Http2ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame answer && answer.isEndStream()) {
                CharSequence status = answer.headers().status();
                ended(answer.stream(), status == null ? Post.FAILED : Integer.parseInt(status.toString()));
            } else if (message instanceof Http2ResetFrame reset) {
                ended(reset.stream(), Post.FAILED);
            }
            ReferenceCountUtil.release(message);
        }

        private void ended(Http2FrameStream stream, int status) {
            Post post = open.remove(stream);
            if (post != null) {
                post.ending().ended(status);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            var lost = List.copyOf(open.values());
            open.clear();
            lost.forEach(post -> post.ending().ended(Post.FAILED));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
