package io.opsbus.notifier.store.consent;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.consent.Gate;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTarget.Reason;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The consents as this process knows them, and the webhooks that wait for one. A consent is never taken back, so what is known of those who gave it is never too
 * old; of the others the store is asked each time.
 */
public final class LiveConsents implements Gate {
    private final Consents store;
    private final HeldTargets held;
    private final Optional<String> origin;
    private final InstantSource clock;
    private final Map<TargetId, Asked> webhooks = new HashMap<>();
    private final Set<Receiver> given = ConcurrentHashMap.newKeySet();
    private volatile Map<TargetId, Asked> waiting = Map.of();

    /** A webhook, and who is asked for it. */
    private record Asked(Receiver receiver, Webhook webhook) {}

    /**
     * None known until the first {@link #take}.
     *
     * @param origin as whom receivers are asked; empty where nobody is asked
     */
    public LiveConsents(Consents store, HeldTargets held, Optional<String> origin, InstantSource clock) {
        this.store = store;
        this.held = held;
        this.origin = origin;
        this.clock = clock;
    }

    /**
     * Takes in which webhooks there are, and which receivers have consented meanwhile. Never fails: while the store is away those it was not heard of wait.
     *
     * @return the targets nothing may be sent to
     */
    public synchronized Set<TargetId> take(Collection<Subscription> changed, Collection<SubscriptionId> deleted) {
        if (origin.isEmpty()) {
            return Set.of();
        }
        deleted.forEach(id -> {
            webhooks.remove(id.target());
            webhooks.remove(id.target().fallback());
        });
        for (var one : changed) {
            put(one.id().target(), one.account(), Optional.of(one.target()));
            put(one.id().target().fallback(), one.account(), one.fallback().map(Fallback::target));
        }
        learn();
        waiting = webhooks.entrySet().stream()
                .filter(one -> !given.contains(one.getValue().receiver()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return waiting.keySet();
    }

    private void put(TargetId id, AccountId account, Optional<Target> target) {
        if (target.isPresent() && target.get() instanceof Webhook webhook) {
            webhooks.put(id, new Asked(Receiver.of(account, webhook.url()), webhook));
        } else {
            webhooks.remove(id);
        }
    }

    private void learn() {
        var unknown = webhooks.values().stream()
                .map(Asked::receiver)
                .filter(one -> !given.contains(one))
                .collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            try {
                given.addAll(store.given(unknown));
            } catch (Parking.Away _) {
                // they wait
            }
        }
    }

    /**
     * Holds what waits for a consent, and lets go what waits no longer, whoever held it and wherever it was heard.
     *
     * @param known the held targets, read before the rules that were {@linkplain #take taken in}: what was held for a newer rule is left alone
     * @return whether anything was held or let go
     */
    public synchronized boolean settle(Map<TargetId, HeldTarget> known) {
        var now = clock.instant();
        var some = false;
        for (var one : waiting.entrySet()) {
            if (!known.containsKey(one.getKey())) {
                held.hold(new HeldTarget(
                        one.getKey(), one.getValue().receiver().account(), Reason.UNCONSENTED, now, Optional.empty()));
                some = true;
            }
        }
        for (var one : known.values()) {
            if (one.reason() == Reason.UNCONSENTED && !waiting.containsKey(one.target())) {
                held.release(one.target(), now);
                some = true;
            }
        }
        return some;
    }

    /** Whose consent is needed and not there, each with one of its webhooks. */
    public Map<Receiver, Webhook> waiting() {
        return waiting.values().stream()
                .collect(Collectors.toUnmodifiableMap(Asked::receiver, Asked::webhook, (one, _) -> one));
    }

    @Override
    public Optional<String> origin() {
        return origin;
    }

    @Override
    public boolean isOpen(AccountId account, URI url) {
        return origin.isEmpty() || given.contains(Receiver.of(account, url));
    }
}
