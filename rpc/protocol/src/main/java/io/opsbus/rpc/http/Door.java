package io.opsbus.rpc.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What every host does between its server and an {@link Endpoint}: methods, the size and the time of bodies, the memory of
 * all bodies together, bugs. One for a server; always answers, never throws.
 */
public final class Door {
    /** Largest body that is read, in bytes: 1 MiB. */
    public static final int LONGEST_BODY = 1 << 20;

    /** All bodies being read or answered take at most this together, in bytes: 64 MiB; one more is told 503. */
    public static final long BODIES_TOGETHER = 64L << 20;

    /** A body must be here this long after its first read; idle times of the host end a silent client earlier. */
    public static final Duration TIME_FOR_BODY = Duration.ofSeconds(30);

    private static final Map<String, String> CLOSE = Map.of("Connection", "close");

    private final Rules rules;
    private final Endpoint endpoint;
    private final BiConsumer<HttpCall, Throwable> bugs;
    private final BodyRoom room;

    /**
     * What differs between the doors of one server.
     *
     * @param methods that are served, in upper case
     * @param longestBody that is read, in bytes
     * @param bodiesTogether of all bodies being read or answered, in bytes
     * @param refusal answers instead of the endpoint
     */
    public record Rules(Set<String> methods, int longestBody, long bodiesTogether, Refusal refusal) {
        /** The API's: GET and POST, errors in JSON. */
        public static final Rules RPC = new Rules(
                Set.of("GET", "POST"),
                LONGEST_BODY,
                BODIES_TOGETHER,
                (call, status, headers) -> HttpErrors.reply(
                        HttpErrors.of(status),
                        call.requestId(),
                        call.header("host").orElse(""),
                        headers));

        public Rules {
            methods = Set.copyOf(methods);
        }
    }

    /** What is answered when the endpoint is not asked, or has a bug. */
    @FunctionalInterface
    public interface Refusal {
        /**
         * The reply.
         *
         * @param status 400 to 599
         * @param headers it must have
         */
        HttpReply of(HttpCall call, int status, Map<String, String> headers);
    }

    /**
     * A door.
     *
     * @param bugs is told what the endpoint threw, to log it; the client hears 500 and nothing of it
     */
    public Door(Endpoint endpoint, BiConsumer<HttpCall, Throwable> bugs) {
        this(Rules.RPC, endpoint, bugs);
    }

    /** A door with rules of its own. */
    public Door(Rules rules, Endpoint endpoint, BiConsumer<HttpCall, Throwable> bugs) {
        this.rules = rules;
        this.room = new BodyRoom(rules.longestBody, rules.bodiesTogether, TIME_FOR_BODY, System::nanoTime);
        this.endpoint = endpoint;
        this.bugs = bugs;
    }

    /**
     * Answers one request; blocks while the body arrives and while the endpoint thinks.
     *
     * @param head the request, its body still empty
     * @param body read only when the method is one that is served
     */
    public HttpReply answer(HttpCall head, IncomingBody body) {
        if (!rules.methods.contains(head.method())) {
            return refused(head, 405, Map.of("Allow", String.join(", ", new TreeSet<>(rules.methods))));
        }
        try {
            return switch (room.take(body)) {
                case BodyRoom.Taken.Whole(byte[] bytes, int taken) -> answered(head, bytes, taken);
                case BodyRoom.Taken.Not(int status)
                when status == 503 -> refused(head, status, Map.of("x-acs-retry-after", "1000"));
                case BodyRoom.Taken.Not(int status) -> refused(head, status, Map.of());
            };
        } catch (IncomingBody.TooLong _) {
            return refused(head, 413, Map.of());
        } catch (IOException goneOrBroken) {
            return refused(head, 400, CLOSE);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // also a StackOverflowError must not reach the server's own error page
    private HttpReply answered(HttpCall head, byte[] bytes, int taken) {
        try {
            return endpoint.answer(bytes.length == 0 ? head : head.withBody(bytes));
        } catch (Throwable bug) {
            bugs.accept(head, bug);
            return refused(head, 500, Map.of());
        } finally {
            room.giveBack(taken);
        }
    }

    private HttpReply refused(HttpCall call, int status, Map<String, String> headers) {
        return rules.refusal.of(call, status, headers);
    }
}
