package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.history.Announcements;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the customer's own events for the rules that want to hear of many, and tells them when there are. What was reached is kept before it
 * is told, and told under the same id until it has been: a process killed in between loses nothing and makes no second alarm.
 */
public final class Thresholds {
    /** So old, whoever reached it is not about to tell it any more. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private final Shelf<EventRule> rules;
    private final Tallies tallies;
    private final Announcements announcements;

    /** Counts for these rules. */
    public Thresholds(Shelf<EventRule> rules, Tallies tallies, Announcements announcements) {
        this.rules = rules;
        this.tallies = tallies;
        this.announcements = announcements;
    }

    /** Counts the events of one call: who counts a name and a group is asked once, however many come of it. */
    final class Counting {
        private final Call call;
        private final Map<String, List<EventRule>> rules = new HashMap<>();

        private Counting(Call call) {
            this.call = call;
        }

        /** Counts an event for each rule that counts its name and group; what is reached by it was told as often as it was. */
        void count(MadeEvent made, String content) {
            var event = made.event();
            var label = EventRule.counting(event.name(), event.resource());
            Thresholds.this.count(rules.computeIfAbsent(label, one -> counting(event, one)), made, content, call);
        }
    }

    /** For the events of a call. */
    Counting of(Call call) {
        return new Counting(call);
    }

    /** All of them: how many there can be says the cap on rules. */
    private List<EventRule> counting(Event event, String label) {
        var query = new Shelf.Query(event.account(), "", List.of("enabled:true", label));
        return rules.list(query, 0, Integer.MAX_VALUE).entries().stream()
                // one label can be that of several names: 7/a and b, 7 and a/b
                .filter(rule -> rule.terms().group().equals(event.resource())
                        && rule.terms().patterns().getFirst().names().getFirst().equals(event.name()))
                .toList();
    }

    private void count(List<EventRule> counting, MadeEvent made, String content, Call call) {
        var event = made.event();
        var mark = new Tallies.Mark(EventKey.of(event, made.json()).id(), content);
        for (var rule : counting) {
            var threshold = rule.terms().threshold();
            var counter =
                    new Tallies.Counter(rule.id(), event.account(), rule.key().name());
            tallies.count(
                            counter,
                            mark,
                            threshold.times(),
                            threshold.period(),
                            call.now().truncatedTo(ChronoUnit.MILLIS))
                    .ifPresent(full -> tell(rule, full, call.hops()));
        }
    }

    /** Tells what was reached by a process that died, or while Kafka was away; of a rule that is gone nobody is told. */
    public void tellLeft(Instant now) {
        for (var full : tallies.untold(now.minus(ABANDONED))) {
            var counter = full.counter();
            rules.find(new Key(counter.account(), counter.rule()))
                    .filter(rule -> rule.id().equals(counter.id())
                            && !rule.terms().threshold().isNone())
                    .ifPresentOrElse(rule -> tell(rule, full, Hops.NONE), () -> tallies.told(full));
        }
    }

    private void tell(EventRule rule, Tallies.Full full, Hops hops) {
        var alarm = alarm(rule, full);
        announcements.tell(alarm.event(), alarm.json(), hops.count());
        tallies.told(full);
    }

    /** The same for the same threshold reached at the same moment. */
    private static MadeEvent alarm(EventRule rule, Tallies.Full full) {
        var terms = rule.terms();
        var threshold = terms.threshold();
        var account = rule.key().account();
        var bare = new Event(
                account,
                "alarm-" + rule.id() + "-" + full.at().toEpochMilli(),
                terms.patterns().getFirst().names().getFirst(),
                threshold.level(),
                EventPattern.CUSTOM_PRODUCT,
                "acs:cms::" + account.value() + ":group/" + terms.group(),
                full.at(),
                Optional.empty());
        var content = Tree.build()
                .put("ruleName", rule.key().name())
                .put("ruleId", threshold.id())
                .put("count", full.count())
                .put("threshold", threshold.times())
                .put("period", threshold.period().toSeconds())
                .put("lastContent", full.text())
                .end();
        return MadeEvent.of(bare, "", Json.write(content)).as(rule.product());
    }
}
