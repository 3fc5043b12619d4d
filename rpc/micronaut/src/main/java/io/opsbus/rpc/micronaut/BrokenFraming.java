package io.opsbus.rpc.micronaut;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;

/**
 * Ends a connection whose body breaks the chunked coding. Without it the server takes the broken chunk for the last one, and
 * half a body for a whole one.
 */
@Singleton
final class BrokenFraming implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new OfServer());
        return event.getBean();
    }

    private static final class OfServer implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new OfConnection(channel) : this;
        }
    }

    private record OfConnection(Channel channel) implements NettyServerCustomizer {
        @Override
        public void onStreamPipelineBuilt() {
            // HTTP/2 frames its bodies otherwise and has no such handler
            if (channel.pipeline().context(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) != null) {
                channel.pipeline()
                        .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "opsbus-framing", Cut.INSTANCE);
            }
        }
    }

    @Sharable
    private static final class Cut extends ChannelInboundHandlerAdapter {
        static final Cut INSTANCE = new Cut();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpContent content
                    && !(message instanceof HttpMessage)
                    && content.decoderResult().isFailure()) {
                ReferenceCountUtil.release(message);
                var _ = context.close();
            } else {
                context.fireChannelRead(message);
            }
        }
    }
}
