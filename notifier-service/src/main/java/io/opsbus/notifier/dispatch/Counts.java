package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened since this process started, by label; cheap to add to from any thread. */
public final class Counts {
    private final Map<String, LongAdder> attempts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> filtered = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> dead = new ConcurrentHashMap<>();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder routed = new LongAdder();
    private final LongAdder recalled = new LongAdder();
    private final LongAdder handedOver = new LongAdder();
    private final LongAdder superseded = new LongAdder();

    /** An attempt ended. */
    public void attempt(Outcome outcome) {
        add(attempts, outcome.label(), 1);
        if (outcome.verdict() == Outcome.Verdict.DELIVERED) {
            delivered.increment();
        }
    }

    /** An event that nobody wanted. */
    public void filtered(String reason) {
        add(filtered, reason, 1);
    }

    /** A delivery, or a record, that ended in the dead-letter topic. */
    public void deadLettered(DeadReason reason) {
        add(dead, reason.word(), 1);
    }

    /** Deliveries handed to the parking store. */
    public void parked(int count) {
        parked.add(count);
    }

    /** Deliveries not sent again, because a process that died had sent them. */
    public void recalled(int count) {
        recalled.add(count);
    }

    /** A delivery went to its subscription's fallback. */
    public void handedOver() {
        handedOver.increment();
    }

    /** Deliveries given up because a newer event of their resource took their place. */
    public void superseded(int count) {
        superseded.add(count);
    }

    /** Deliveries the router made. */
    public void routed(int count) {
        routed.add(count);
    }

    private static void add(Map<String, LongAdder> counts, String label, long by) {
        var adder = counts.get(label);
        if (adder == null) {
            adder = counts.computeIfAbsent(label, _ -> new LongAdder());
        }
        adder.add(by);
    }

    /** Sums at one moment. */
    public record Sums(
            long routed,
            long delivered,
            long parked,
            long recalled,
            long handedOver,
            long superseded,
            Map<String, Long> attempts,
            Map<String, Long> filtered,
            Map<String, Long> deadLettered) {}

    /** The sums so far. */
    public Sums sums() {
        return new Sums(
                routed.sum(),
                delivered.sum(),
                parked.sum(),
                recalled.sum(),
                handedOver.sum(),
                superseded.sum(),
                sums(attempts),
                sums(filtered),
                sums(dead));
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((label, adder) -> sums.put(label, adder.sum()));
        return sums;
    }
}
