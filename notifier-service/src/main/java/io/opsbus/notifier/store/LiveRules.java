package io.opsbus.notifier.store;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.rule.AccountTargets;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.notifier.store.template.LiveTemplates;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.template.OwnTemplates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules as this process knows them: right after its own changes, and as often as {@link #refresh} is called after those of other
 * processes. Matching never waits for the store.
 */
public final class LiveRules implements Targets, AccountTargets {
    private static final int MOST_DELETED = 4096;

    private final Subscriptions subscriptions;
    private final Directory directory;
    private final LiveHolds holds;
    private final Pacing pacing;
    private final LiveTemplates templates;
    private final LiveMutes mutes;
    private final LiveConsents consents;
    /** Of these it is known without asking that nobody owns them; of who is not among them any more the store says so. */
    private final Set<TargetId> deleted = Collections.synchronizedSet(Collections.newSetFromMap(new Latest()));

    private volatile Rules rules = Rules.NONE;
    private long revision;

    /** The last ones. */
    private static final class Latest extends LinkedHashMap<TargetId, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TargetId, Boolean> eldest) {
            return size() > MOST_DELETED;
        }
    }

    /** Empty until the first {@link #refresh}. */
    public LiveRules(
            Subscriptions subscriptions,
            Shelves shelves,
            LiveHolds holds,
            Pacing pacing,
            LiveMutes mutes,
            LiveConsents consents) {
        this.subscriptions = subscriptions;
        this.directory = new Directory(shelves);
        this.holds = holds;
        this.pacing = pacing;
        this.templates = new LiveTemplates(shelves.templates());
        this.mutes = mutes;
        this.consents = consents;
    }

    @Override
    public synchronized void refresh() {
        holds.refresh();
        templates.refresh();
        mutes.refresh();
        var news = subscriptions.since(revision);
        var ofRules = directory.refresh();
        var changed = new ArrayList<Subscription>(news.changed());
        changed.addAll(ofRules.changed());
        var gone = new HashSet<SubscriptionId>(news.deleted());
        gone.addAll(ofRules.deleted());
        var isNew = !changed.isEmpty() || !gone.isEmpty();
        var next = isNew ? rules.with(changed, gone) : rules;
        // first: nothing is to be sent by a rule whose receiver has not been heard
        holds.know(next, consents.take(changed, gone));
        if (isNew) {
            rules = next;
            changed.forEach(subscription -> deleted.remove(subscription.id().target()));
            gone.forEach(id -> deleted.add(id.target()));
        }
        revision = news.revision();
        if (consents.settle(holds.all())) {
            holds.refresh();
        }
    }

    /** The rules now. */
    public Rules rules() {
        return rules;
    }

    /** Silences and inhibitions, read as often. */
    public LiveMutes mutes() {
        return mutes;
    }

    /** The words people are told them in, read as often. */
    public OwnTemplates templates() {
        return templates;
    }

    @Override
    public List<Subscription> of(AccountId account) {
        return rules.of(account);
    }

    @Override
    public Optional<Subscription> known(TargetId target) {
        return rules.owner(target);
    }

    @Override
    public Optional<Long> version(SubscriptionId subscription) {
        return rules.owner(subscription.target()).map(Subscription::version);
    }

    @Override
    public Optional<String> ruleOf(SubscriptionId subscription) {
        return directory.ruleOf(subscription);
    }

    /**
     * Whom to tell when something is wrong with a subscription's own target: the people its rule tells (its contact groups), or, when there are
     * none, those any rule of its account tells; each place once, and none whose deliveries wait.
     */
    public synchronized List<Subscription> people(Subscription about) {
        var all = rules.of(about.account()).stream()
                .filter(one -> one.enabled() && isPerson(one.target().kind()))
                .filter(one ->
                        !one.id().equals(about.id()) && !holds.isHeld(one.id().target()))
                .toList();
        var ofRule = directory.together(about.id());
        var near = all.stream().filter(one -> ofRule.contains(one.id())).toList();
        var places = new LinkedHashMap<Target, Subscription>();
        (near.isEmpty() ? all : near).forEach(one -> places.putIfAbsent(one.target(), one));
        return List.copyOf(places.values());
    }

    /** Whom to tell what concerns an account as a whole: everybody its rules tell, each place once, and none by a short message. */
    public synchronized List<Subscription> people(AccountId account) {
        var places = new LinkedHashMap<Target, Subscription>();
        rules.of(account).stream()
                .filter(one -> one.enabled() && isPerson(one.target().kind()))
                .filter(one -> one.target().kind() != Target.Kind.SMS
                        && !holds.isHeld(one.id().target()))
                .forEach(one -> places.putIfAbsent(one.target(), one));
        return List.copyOf(places.values());
    }

    private static boolean isPerson(Target.Kind kind) {
        return switch (kind) {
            case MAIL, SMS, ROBOT -> true;
            case WEBHOOK, QUEUE, FUNCTION, LOG_STORE, KAFKA_TOPIC -> false;
        };
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
        if (known.isPresent() || deleted.contains(target.own())) {
            return known;
        }
        refresh();
        var found = rules.owner(target);
        if (found.isEmpty() && rules.owner(target.own()).isEmpty()) {
            deleted.add(target.own());
        }
        return found;
    }

    @Override
    public boolean isOwned(TargetId target) {
        return rules.owner(target).isPresent();
    }
}
