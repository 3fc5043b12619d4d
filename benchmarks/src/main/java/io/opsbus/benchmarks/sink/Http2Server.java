package io.opsbus.benchmarks.sink;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;

/** HTTP/2 without TLS, by prior knowledge (RFC 9113 3.3), on one Netty thread. It knows one target, number 0. */
final class Http2Server {
    private static final int STREAMS = 1000;
    private static final int STREAM_WINDOW = 1 << 20;
    private static final Http2Headers NO_CONTENT = ReadOnlyHttp2Headers.serverHeaders(false, new AsciiString("204"));

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Channel listener;

    Http2Server(Tally tally, int port) throws InterruptedException {
        listener = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        var codec = Http2FrameCodecBuilder.forServer()
                                .initialSettings(Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(STREAMS)
                                        .initialWindowSize(STREAM_WINDOW))
                                .build();
                        channel.pipeline().addLast(codec, new Counting(tally));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel();
    }

    int port() {
        return ((java.net.InetSocketAddress) listener.localAddress()).getPort();
    }

    void close() {
        var _ = listener.close();
        var _ = group.shutdownGracefully();
    }

    /** Counts a stream at its data frame: our bodies are far smaller than a frame. */
    private static final class Counting extends ChannelInboundHandlerAdapter {
        private final Tally tally;

        Counting(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2DataFrame data) {
                count(context, data);
            }
            ReferenceCountUtil.release(message);
        }

        private void count(ChannelHandlerContext context, Http2DataFrame data) {
            Http2FrameStream stream = data.stream();
            if (stream == null) {
                throw new IllegalStateException("a data frame without a stream");
            }
            ByteBuf content = data.content();
            byte[] body = ByteBufUtil.getBytes(content);
            var _ = context.write(new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(stream));
            if (tally.arrived(0, NumberedId.in(body, 0, body.length)) == Temper.WELL && data.isEndStream()) {
                var _ = context.write(new DefaultHttp2HeadersFrame(NO_CONTENT, true).stream(stream));
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
