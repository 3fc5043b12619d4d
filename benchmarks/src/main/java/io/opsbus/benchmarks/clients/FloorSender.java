package io.opsbus.benchmarks.clients;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One write and one read a delivery on a selector loop of our own, with requests made of bytes and answers read by their
 * status digits only. It takes small answers from a receiver it trusts, has no time-outs and no TLS: it shows what the
 * kernel and the JVM cost, and nothing can be had for less.
 */
public final class FloorSender implements WebhookSender {
    private static final int BUFFER = 64 * 1024;
    private static final int STATUS_AT = 9;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ConcurrentLinkedQueue<Post> waiting = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<SelectionKey> idle = new ArrayDeque<>();
    private final Map<String, byte[]> heads = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final String authority;
    private volatile boolean closed;

    public FloorSender(Receiver receiver) throws IOException {
        authority = receiver.authority();
        for (int i = 0; i < receiver.connections(); i++) {
            var channel = SocketChannel.open(new InetSocketAddress(receiver.host(), receiver.port()));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            idle.add(channel.register(selector, SelectionKey.OP_READ));
        }
        Thread.ofPlatform().daemon().name("floor").start(this::loop);
    }

    @Override
    public void send(List<Post> posts) {
        waiting.addAll(posts);
        if (asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void loop() {
        try {
            while (!closed) {
                startWaiting();
                asleep.set(true);
                if (!waiting.isEmpty() && !idle.isEmpty()) {
                    selector.selectNow(this::answered);
                } else {
                    selector.select(this::answered, 1000);
                }
                asleep.set(false);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the selector is broken", e);
        }
    }

    private void startWaiting() {
        while (!idle.isEmpty()) {
            Post post = waiting.poll();
            if (post == null) {
                return;
            }
            write(idle.pop(), post);
        }
    }

    private void answered(SelectionKey key) {
        Post post = (Post) key.attachment();
        int status = readStatus(key);
        if (status != Post.FAILED) {
            Post next = waiting.poll();
            if (next == null) {
                idle.push(key);
            } else {
                write(key, next);
            }
        }
        if (post != null) {
            post.ending().ended(status);
        }
    }

    private int readStatus(SelectionKey key) {
        buffer.clear();
        try {
            if (((SocketChannel) key.channel()).read(buffer) > STATUS_AT + 3) {
                return (buffer.get(STATUS_AT) - '0') * 100
                        + (buffer.get(STATUS_AT + 1) - '0') * 10
                        + (buffer.get(STATUS_AT + 2) - '0');
            }
            key.channel().close();
        } catch (IOException peerGone) {
            key.cancel();
        }
        return Post.FAILED;
    }

    private void write(SelectionKey key, Post post) {
        key.attach(post);
        buffer.clear();
        buffer.put(heads.computeIfAbsent(post.path(), this::head));
        buffer.put(Integer.toString(post.body().length).getBytes(StandardCharsets.US_ASCII));
        buffer.put(HEAD_END).put(post.body()).flip();
        try {
            while (buffer.hasRemaining()) {
                ((SocketChannel) key.channel()).write(buffer);
            }
        } catch (IOException peerGone) {
            key.cancel();
            post.ending().ended(Post.FAILED);
        }
    }

    private byte[] head(String path) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + authority
                        + "\r\nContent-Type: application/json\r\nContent-Length: ")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
