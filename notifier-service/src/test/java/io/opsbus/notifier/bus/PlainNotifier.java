package io.opsbus.notifier.bus;

import io.opsbus.notifier.delivery.DeadReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must come of each event at each target, in the plainest form: a list of fates. It is told what users do and what happens at targets,
 * and keeps a list of what should not have been.
 */
final class PlainNotifier {
    private static final Duration LIFE = Duration.ofDays(1);

    private final Map<String, Fate> fates = new LinkedHashMap<>();
    private final Map<String, Instant> silentUntil = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Wishes wishes = new Wishes();

    /** One event for one target. */
    private static final class Fate {
        private final Operation.Spot spot;
        private final Operation.Publish event;
        private Instant since;
        /** How often the target took it, and how often it may: once, and once for each crash with it in hand. */
        private int taken;

        private int mayBeTaken = 1;
        private int letters;
        private int mayDie = 1;
        private boolean refused;
        private boolean removed;
        private boolean dead;

        private Fate(Operation.Spot spot, Operation.Publish event, Instant since) {
            this.spot = spot;
            this.event = event;
            this.since = since;
        }
    }

    Wishes wishes() {
        return wishes;
    }

    List<String> problems() {
        return problems;
    }

    /** A user does something. */
    void take(Operation operation) {
        wishes.take(operation);
        fates.values().stream().filter(fate -> !wishes.exists(fate.spot)).forEach(fate -> fate.removed = true);
    }

    /** An event comes: whoever wants it is owed it, unless he was told the same within his silence. */
    void published(String id, Operation.Publish event, Instant now) {
        for (var number = 0; number < Operation.RULES; number++) {
            var rule = wishes.rule(number);
            for (var place : rule.wants(event) ? rule.places() : List.<Integer>of()) {
                var spot = new Operation.Spot(number, place);
                var news = spot + event.name() + event.resource();
                if (rule.silence().isZero()
                        || !silentUntil.getOrDefault(news, Instant.MIN).isAfter(now)) {
                    fates.put(key(id, spot), new Fate(spot, event, now));
                    if (!rule.silence().isZero()) {
                        silentUntil.put(news, now.plus(rule.silence()));
                    }
                }
            }
        }
    }

    static String key(String event, Operation.Spot spot) {
        return event + "@" + spot.rule() + "." + spot.place();
    }

    private void demand(boolean good, String what) {
        if (!good) {
            problems.add(what);
        }
    }

    /** An attempt begins. */
    void sent(String key, Instant now) {
        var fate = fates.get(key);
        if (fate == null) {
            problems.add(key + " was sent and nobody asked for it, or it was to be silent");
            return;
        }
        var rule = wishes.rule(fate.spot.rule());
        demand(wishes.exists(fate.spot), key + " was sent to a target that is deleted");
        demand(!wishes.mustWait(fate.spot), key + " was sent to a paused target, or though all sending is stopped");
        demand(rule.enabled(), key + " was sent for a disabled rule");
        demand(!rule.isQuiet(fate.spot, fate.event.level(), now), key + " was sent in quiet hours");
        demand(!fate.dead || fate.mayDie > fate.letters, key + " was sent after its end");
        demand(fate.taken < fate.mayBeTaken, key + " was sent though it had arrived");
    }

    void tookIt(String key) {
        var fate = fates.get(key);
        if (fate != null) {
            fate.taken++;
            demand(fate.taken <= fate.mayBeTaken, key + " arrived " + fate.taken + " times");
        }
    }

    void refused(String key) {
        var fate = fates.get(key);
        if (fate != null) {
            fate.refused = true;
        }
    }

    void died(String key, DeadReason reason, Instant now) {
        var fate = fates.get(key);
        if (fate == null) {
            problems.add(key + " died and never lived");
            return;
        }
        fate.letters++;
        fate.dead = true;
        demand(fate.letters <= fate.mayDie, key + " died twice");
        demand(fate.taken == 0 || fate.mayBeTaken > 1, key + " died though it had arrived");
        demand(
                switch (reason) {
                    case GONE -> fate.refused;
                    case UNSUBSCRIBED -> fate.removed;
                    case EXPIRED -> !now.isBefore(fate.since.plus(LIFE));
                    case POISON, SILENCED -> false;
                },
                key + " should not have died: " + reason);
    }

    /** Everything dead is alive again, as if routed now. */
    void redriven(Instant now) {
        for (var fate : fates.values()) {
            if (fate.dead) {
                fate.dead = false;
                fate.refused = false;
                fate.removed = !wishes.exists(fate.spot);
                fate.since = now;
                fate.mayDie++;
                fate.mayBeTaken += fate.taken;
            }
        }
    }

    /** The process died with these in its hands: nobody can know what came of them, so each may come, or die, once more. */
    void crashed(Collection<String> inHand) {
        for (var key : inHand) {
            var fate = fates.get(key);
            if (fate != null) {
                fate.mayBeTaken++;
                fate.mayDie++;
            }
        }
    }

    /** Nothing is under way any more: every fate has one end. */
    void ended() {
        fates.forEach((key, fate) -> {
            demand(fate.taken > 0 || fate.dead, key + " is lost");
            demand(
                    !fate.removed || wishes.exists(fate.spot) || fate.taken > 0 || fate.dead,
                    key + " of a deleted target is neither dead nor delivered");
        });
    }

    int size() {
        return fates.size();
    }
}
