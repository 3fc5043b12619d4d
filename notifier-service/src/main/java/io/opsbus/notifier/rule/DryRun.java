package io.opsbus.notifier.rule;

import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.pace.MergeWindow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Tries a rule on past events, one after another in the order they came: what it would have sent. Nothing is sent. */
public final class DryRun {
    private static final int MOST_SAMPLES = 10;

    private final EventRule rule;
    private final List<Selector> selectors;
    private final List<Subscription> places;
    private final boolean toPeople;
    private final Map<UUID, Instant> told = new HashMap<>();
    private final Map<UUID, MergeWindow> windows = new HashMap<>();
    private final Map<String, Long> byName = new TreeMap<>();
    private final List<PastEvent> samples = new ArrayList<>();
    private final ArrayDeque<Instant> counted = new ArrayDeque<>();
    private Instant full = Instant.MIN;
    private long scanned;
    private long matched;
    private long silenced;
    private long rested;
    private long merged;

    /**
     * A run of the rule as it is, as if it were enabled.
     *
     * @param roster of the rule's account
     */
    public DryRun(EventRule rule, Roster roster) {
        this.rule = rule;
        this.selectors = Expansion.selectors(rule, roster);
        this.places = Expansion.of(rule, roster);
        this.toPeople = places.stream().anyMatch(one -> one.tellsPeople(one.id().target()));
    }

    /** The next event; of another account's nothing is taken. */
    public void on(PastEvent past) {
        var event = past.event();
        if (!event.account().equals(rule.key().account())) {
            return;
        }
        scanned++;
        if (selectors.stream().noneMatch(selector -> selector.selects(event))) {
            return;
        }
        if (!counts(event.eventTime())) {
            return;
        }
        matched++;
        var silence = rule.terms().pace().silence();
        var news = EventKey.newsOf(event);
        var until = told.get(news);
        if (!silence.isZero() && until != null && event.eventTime().isBefore(until)) {
            silenced++;
            return;
        }
        if (!silence.isZero()) {
            told.put(news, event.eventTime().plus(silence));
        }
        pace(past);
        byName.merge(event.name(), 1L, Long::sum);
        if (samples.size() < MOST_SAMPLES) {
            samples.add(past);
        }
    }

    /** Whether a rule that counts would have told now; every other tells each. */
    private boolean counts(Instant now) {
        var threshold = rule.terms().threshold();
        if (threshold.isNone()) {
            return true;
        }
        counted.addLast(now);
        while (!counted.isEmpty() && !counted.getFirst().isAfter(now.minus(threshold.period()))) {
            counted.removeFirst();
        }
        if (counted.size() < threshold.times() || now.isBefore(full)) {
            return false;
        }
        full = now.plus(threshold.period());
        return true;
    }

    /** Whether people would have had to wait for it. */
    private void pace(PastEvent past) {
        var event = past.event();
        var now = event.eventTime();
        var pace = rule.terms().pace();
        if (!toPeople) {
            return;
        }
        if (pace.quiet().end(Optional.of(event.level()), now).isPresent()) {
            rested++;
        } else if (!pace.merge().isZero()) {
            var kind = EventKey.kindOf(event.name(), event.level().name());
            var window = windows.compute(
                    kind,
                    (_, running) -> running == null
                            ? MergeWindow.begin(past.key(), pace.merge(), now)
                            : running.with(past.key(), pace.merge(), now));
            merged += window.rest(past.key()).isPresent() ? 1 : 0;
        }
    }

    /**
     * What it came to.
     *
     * @param places how many targets each event would have gone to, as they are now
     * @param rested events people would have been told of after quiet hours only
     * @param merged events people would have been told of together with others of their kind
     * @param byName events told, by name
     * @param samples the first of them
     */
    public record Outcome(
            long scanned,
            long matched,
            long silenced,
            long rested,
            long merged,
            int places,
            Map<String, Long> byName,
            List<PastEvent> samples) {
        /** How many deliveries there would have been. */
        public long deliveries() {
            return (matched - silenced) * places;
        }
    }

    /** What it came to so far. */
    public Outcome outcome() {
        return new Outcome(
                scanned, matched, silenced, rested, merged, places.size(), new TreeMap<>(byName), List.copyOf(samples));
    }
}
