package io.opsbus.notifier.store;

import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.store.hold.LiveHolds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules as this process knows them: right after its own changes, and as often as {@link #refresh} is called after those of other
 * processes. Matching never waits for the store.
 */
public final class LiveRules implements Targets {
    private final Subscriptions subscriptions;
    private final Directory directory;
    private final LiveHolds holds;
    private final Pacing pacing;
    private final Set<TargetId> deleted = ConcurrentHashMap.newKeySet();
    private volatile Rules rules = Rules.NONE;
    private long revision;

    /** Empty until the first {@link #refresh}. */
    public LiveRules(Subscriptions subscriptions, Shelves shelves, LiveHolds holds, Pacing pacing) {
        this.subscriptions = subscriptions;
        this.directory = new Directory(shelves);
        this.holds = holds;
        this.pacing = pacing;
    }

    /** Takes in what was committed before this call. */
    public synchronized void refresh() {
        holds.refresh();
        var news = subscriptions.since(revision);
        var ofRules = directory.refresh();
        var changed = new ArrayList<Subscription>(news.changed());
        changed.addAll(ofRules.changed());
        var gone = new HashSet<SubscriptionId>(news.deleted());
        gone.addAll(ofRules.deleted());
        if (!changed.isEmpty() || !gone.isEmpty()) {
            rules = rules.with(changed, gone);
            changed.forEach(subscription -> deleted.remove(subscription.id().target()));
            gone.forEach(id -> deleted.add(id.target()));
        }
        revision = news.revision();
    }

    /** The rules now. */
    public Rules rules() {
        return rules;
    }

    /** The name of the event rule a subscription stems from; empty for one of its own. */
    public Optional<String> ruleOf(SubscriptionId subscription) {
        return directory.ruleOf(subscription);
    }

    @Override
    public Holds holds() {
        return holds;
    }

    @Override
    public Pacing pacing() {
        return pacing;
    }

    /** A target not heard of yet may have been made by another process a moment ago: then the store is asked once. */
    @Override
    public Optional<Subscription> owner(TargetId target) {
        var known = rules.owner(target);
        if (known.isPresent() || deleted.contains(target)) {
            return known;
        }
        refresh();
        return rules.owner(target);
    }
}
