package io.opsbus.rpc.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What every host does between its server and an {@link Endpoint}: methods, the size and the time of bodies, the memory of
 * all bodies together. One for a server.
 */
public final class Door {
    /** Largest body that is read, in bytes: 1 MiB. */
    public static final int LONGEST_BODY = 1 << 20;

    /** All bodies being read or answered take at most this together, in bytes: 64 MiB; one more is told 503. */
    public static final long BODIES_TOGETHER = 64L << 20;

    /** A body must be here this long after its first read. */
    public static final Duration TIME_FOR_BODY = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final BodyRoom room = new BodyRoom(LONGEST_BODY, BODIES_TOGETHER, TIME_FOR_BODY, System::nanoTime);

    public Door(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Answers one request; blocks while the body arrives and while the endpoint thinks.
     *
     * @param head the request, its body still empty
     * @param body read only when the method is one that is served
     * @throws IOException when the client is gone or breaks the framing of its body: there is nobody to answer, close
     * @throws RuntimeException what the endpoint threw, a bug: log it and answer {@link #bug}
     */
    public HttpReply answer(HttpCall head, IncomingBody body) throws IOException {
        if (!head.method().equals("GET") && !head.method().equals("POST")) {
            return refused(head, 405, Map.of("Allow", "GET, POST"));
        }
        return switch (room.take(body)) {
            case BodyRoom.Taken.Whole(byte[] bytes, int taken) -> {
                try {
                    yield endpoint.answer(bytes.length == 0 ? head : head.withBody(bytes));
                } finally {
                    room.giveBack(taken);
                }
            }
            case BodyRoom.Taken.Not(int status)
            when status == 503 -> refused(head, status, Map.of("Retry-After", "1", "x-acs-retry-after", "1000"));
            case BodyRoom.Taken.Not(int status) -> refused(head, status, Map.of("Connection", "close"));
        };
    }

    /** The answer to a request its endpoint failed at: 500, with nothing from inside. */
    public static HttpReply bug(HttpCall call) {
        return refused(call, 500, Map.of());
    }

    private static HttpReply refused(HttpCall call, int status, Map<String, String> headers) {
        return HttpErrors.reply(
                HttpErrors.of(status), call.requestId(), call.header("host").orElse(""), headers);
    }
}
