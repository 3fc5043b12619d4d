package io.opsbus.testkit.agent;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Signed headers in stock. In the field every machine signs on processors of its own; where thousands of simulated agents share the
 * server's, their signatures (an RSA operation of 1 to 2 ms each) would be measured as the server's time. What is in stock is good for
 * any request, for the signature covers neither method nor path (agent facts 3.1).
 */
public final class SignedAhead {
    /** Well below the five minutes a server believes clocks. */
    private static final long GOOD_MILLIS = 120_000;

    private final Map<String, Deque<Signed>> stock = new ConcurrentHashMap<>();

    private record Signed(long atMillis, Map<String, String> headers) {}

    /** Signs until an agent has so many in stock; what has become too old is thrown away. */
    public void fill(SimulatedIdentity who, int count, long nowMillis) {
        Deque<Signed> own = stock.computeIfAbsent(who.instanceId(), _ -> new ConcurrentLinkedDeque<>());
        own.removeIf(one -> !isGood(one, nowMillis));
        while (own.size() < count) {
            own.add(new Signed(nowMillis, who.headers(nowMillis)));
        }
    }

    /** The oldest in stock that is good; without any, signed now. */
    Map<String, String> headers(SimulatedIdentity who, long nowMillis) {
        Deque<Signed> own = stock.getOrDefault(who.instanceId(), new ConcurrentLinkedDeque<>());
        Signed one = own.poll();
        while (one != null && !isGood(one, nowMillis)) {
            one = own.poll();
        }
        return one == null ? who.headers(nowMillis) : one.headers();
    }

    private static boolean isGood(Signed one, long nowMillis) {
        return nowMillis - one.atMillis() <= GOOD_MILLIS;
    }
}
