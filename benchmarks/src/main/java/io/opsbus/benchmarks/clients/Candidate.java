package io.opsbus.benchmarks.clients;

import java.util.Arrays;
import java.util.Optional;

/** The clients under comparison. */
public enum Candidate {
    /** The least a Java client can do: hand-made bytes on a selector loop of our own. No product, a yardstick. */
    FLOOR("floor", false),
    /** Netty's epoll transport and HTTP/1.1 codec, one event loop. */
    NETTY("netty", false),
    /** Netty's HTTP/2 frame codec, all deliveries as streams of one connection. */
    NETTY_H2C("netty-h2c", true),
    /** Apache HttpClient 5, asynchronous, HTTP/1.1, one I/O thread. */
    HTTPCLIENT5("httpclient5", false);

    private final String word;
    private final boolean http2;

    Candidate(String word, boolean http2) {
        this.word = word;
        this.http2 = http2;
    }

    /** The candidate's name on the command line and in results. */
    public String word() {
        return word;
    }

    /** Whether it speaks h2c instead of HTTP/1.1. */
    public boolean http2() {
        return http2;
    }

    static Optional<Candidate> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** Opens its connections. */
    WebhookSender open(Receiver receiver) throws Exception {
        return switch (this) {
            case FLOOR -> new FloorSender(receiver);
            case NETTY -> new NettySender(receiver);
            case NETTY_H2C -> new NettyH2cSender(receiver);
            case HTTPCLIENT5 -> new HttpClient5Sender(receiver);
        };
    }
}
