package io.opsbus.notifier.rule;

import io.opsbus.notifier.Selector;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.history.PastEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Tries a rule on past events, one after another in the order they came: what it would have sent. Nothing is sent. */
public final class DryRun {
    private static final int MOST_SAMPLES = 10;

    private final EventRule rule;
    private final List<Selector> selectors;
    private final int places;
    private final Map<UUID, Instant> told = new HashMap<>();
    private final Map<String, Long> byName = new TreeMap<>();
    private final List<PastEvent> samples = new ArrayList<>();
    private long scanned;
    private long matched;
    private long silenced;

    /**
     * A run of the rule as it is, as if it were enabled.
     *
     * @param roster of the rule's account
     */
    public DryRun(EventRule rule, Roster roster) {
        this.rule = rule;
        this.selectors = Expansion.selectors(rule, roster);
        this.places = Expansion.of(rule, roster).size();
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
        matched++;
        var silence = rule.terms().pace().silence();
        var news = EventKey.newsOf(event);
        var until = told.get(news);
        if (!silence.isZero() && until != null && event.eventTime().isBefore(until)) {
            silenced++;
            return;
        }
        told.put(news, event.eventTime().plus(silence));
        byName.merge(event.name(), 1L, Long::sum);
        if (samples.size() < MOST_SAMPLES) {
            samples.add(past);
        }
    }

    /**
     * What it came to.
     *
     * @param places how many targets each event would have gone to, as they are now
     * @param byName events told, by name
     * @param samples the first of them
     */
    public record Outcome(
            long scanned, long matched, long silenced, int places, Map<String, Long> byName, List<PastEvent> samples) {
        /** How many deliveries there would have been. */
        public long deliveries() {
            return (matched - silenced) * places;
        }
    }

    /** What it came to so far. */
    public Outcome outcome() {
        return new Outcome(scanned, matched, silenced, places, new TreeMap<>(byName), List.copyOf(samples));
    }
}
