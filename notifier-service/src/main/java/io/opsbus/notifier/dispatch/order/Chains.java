package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Recall;
import io.opsbus.notifier.dispatch.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the worker has in hand, as chains. A claim looks at the heads of all queues of a target, also at those that are under way: so it is not
 * asked for more of one before it can give some. For one thread.
 */
public final class Chains {
    /** So many rows come with a claimed one at most. */
    public static final int BEHIND = 7;

    /** So many that are not claimed themselves are in memory at most; each is small. */
    private static final int MOST_BEHIND = 8192;

    /** To look past fewer costs nothing. */
    private static final int MANY = 16;

    /** Something new may have come meanwhile. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    /**
     * The claim of a target that did not get all it wanted.
     *
     * @param left once so few are in hand, it is worth while to ask again
     */
    private record Dry(int left, Instant at) {}

    private final Parking store;
    private final Recall recall;
    private final Counts counts;
    private final Targets targets;
    private final Set<Chain> open = new HashSet<>();
    private final Map<TargetId, Integer> inHand = new HashMap<>();
    private final Map<TargetId, Dry> dry = new HashMap<>();
    private int behind;

    /** None in hand yet. */
    public Chains(Parking store, Recall recall, Counts counts, Targets targets) {
        this.store = store;
        this.recall = recall;
        this.counts = counts;
        this.targets = targets;
    }

    /** Those of which nothing more is to be had now. */
    public Set<TargetId> exhausted(Instant now) {
        dry.entrySet()
                .removeIf(one -> inHand.getOrDefault(one.getKey(), 0)
                                <= one.getValue().left()
                        || Duration.between(one.getValue().at(), now).abs().compareTo(LONGEST) >= 0);
        return new HashSet<>(dry.keySet());
    }

    /**
     * Claims rows, with those behind them; {@link #recalled} and {@link #take} come next.
     *
     * @param routedAfter what is older is left to whoever gives it up
     */
    public List<Chain> claim(List<Parking.Want> wants, Instant routedAfter, Instant now, Instant leaseUntil) {
        var rows = store.claim(wants, now, leaseUntil);
        var followers = followers(rows, routedAfter, now);
        var chains = new ArrayList<Chain>(rows.size());
        for (var row : rows) {
            var next = row.resource()
                    .map(one -> followers.get(new Parking.Queue(row.delivery().target(), one)))
                    .orElse(List.of());
            chains.add(Chain.of(row, next));
        }
        return chains;
    }

    /** These are in hand from now on, of what was wanted. */
    public void take(List<Chain> claimed, List<Parking.Want> wants, Instant now) {
        var taken = new HashMap<TargetId, Integer>();
        for (var chain : claimed) {
            taken.merge(chain.target(), 1, Integer::sum);
            if (!chain.isOver()) {
                open.add(chain);
                behind += chain.behind();
                inHand.merge(chain.target(), 1, Integer::sum);
            }
        }
        for (var want : wants) {
            var all = inHand.getOrDefault(want.target(), 0);
            if (taken.getOrDefault(want.target(), 0) < want.count() && all >= MANY) {
                dry.put(want.target(), new Dry(all / 2, now));
            }
        }
    }

    /** Not where what waits may be given up, and not where several go together or only so many in a time. */
    private boolean isChained(TargetId target) {
        return targets.owner(target)
                .filter(owner -> owner.orderAt(target) != ResourceOrder.SUPERSEDE && !owner.tellsPeople(target))
                .filter(owner -> owner.at(target).rate().messages() == 0)
                .isPresent();
    }

    private Map<Parking.Queue, List<Parking.Row>> followers(List<Parking.Row> rows, Instant routedAfter, Instant now) {
        var heads = rows.stream()
                .filter(row ->
                        row.resource().isPresent() && isChained(row.delivery().target()))
                .toList();
        var many = heads.isEmpty() ? 0 : Math.min(BEHIND, (MOST_BEHIND - behind) / heads.size());
        var found = new HashMap<Parking.Queue, List<Parking.Row>>();
        if (many > 0) {
            for (var row : store.behind(heads, many, routedAfter, now)) {
                row.resource()
                        .map(one -> new Parking.Queue(row.delivery().target(), one))
                        .ifPresent(queue -> found.computeIfAbsent(queue, _ -> new ArrayList<>())
                                .add(row));
            }
        }
        return found;
    }

    /** Takes out of them what somebody delivered who died before settling it; returns what can be settled now. */
    public List<Parking.Settlement> recalled(List<Chain> claimed) {
        var asked = new HashMap<DeliveryId, TargetId>();
        var since = Instant.MAX;
        for (var chain : claimed) {
            for (var row : chain.rows()) {
                if (row.heldSince().isPresent()) {
                    asked.put(row.delivery().id(), row.delivery().target());
                    since = row.heldSince().get().isBefore(since)
                            ? row.heldSince().get()
                            : since;
                }
            }
        }
        if (asked.isEmpty()) {
            return List.of();
        }
        var delivered = recall.delivered(asked, since);
        counts.recalled(delivered.size());
        var now = new ArrayList<Parking.Settlement>();
        for (var chain : claimed) {
            now.addAll(chain.delivered(delivered));
        }
        return now;
    }

    /** Something of it came to its end. */
    public void over(Chain chain) {
        if (chain.isOver() && open.remove(chain)) {
            behind -= chain.behind();
            inHand.computeIfPresent(chain.target(), (_, all) -> all > 1 ? all - 1 : null);
        }
    }
}
