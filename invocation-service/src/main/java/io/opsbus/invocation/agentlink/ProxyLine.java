package io.opsbus.invocation.agentlink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line a front puts before all else (PROXY protocol, version 1; haproxy.org): who the connection is of. Without it every agent
 * would come from the front's own address, and activations are limited to addresses. A connection without it is closed.
 */
final class ProxyLine extends ByteToMessageDecoder {
    private static final AttributeKey<String> ORIGIN = AttributeKey.valueOf(ProxyLine.class, "origin");
    /** The longest the protocol allows. */
    private static final int LONGEST = 107;

    private static final Pattern LINE = Pattern.compile(
            "PROXY (?:TCP4 (\\d{1,3}(?:\\.\\d{1,3}){3})|TCP6 ([0-9a-fA-F:.]{2,45})) \\S{2,45} \\d{1,5} \\d{1,5}");

    /** Who the other side is: what a front said, or the peer itself. */
    static String origin(Channel channel) {
        String said = channel.attr(ORIGIN).get();
        return said != null
                ? said
                : ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int end = in.indexOf(in.readerIndex(), Math.min(in.writerIndex(), in.readerIndex() + LONGEST), (byte) '\n');
        if (end < 0 && in.readableBytes() < LONGEST) {
            return;
        }
        Matcher line = LINE.matcher(
                end < 0
                        ? ""
                        : in.toString(in.readerIndex(), end - in.readerIndex(), StandardCharsets.US_ASCII)
                                .strip());
        if (!line.matches()) {
            in.skipBytes(in.readableBytes());
            var _ = context.close();
            return;
        }
        in.readerIndex(end + 1);
        context.channel().attr(ORIGIN).set(line.group(1) != null ? line.group(1) : line.group(2));
        // what comes behind it goes on to the next
        context.pipeline().remove(this);
    }
}
