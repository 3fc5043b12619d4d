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
import java.util.Set;

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
    private final PlainMutes mutes = new PlainMutes();
    private int keptBack;

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
        /** What may keep it back; nothing, or nothing any more. */
        private Set<String> mutedBy;
        /** How often it was written down what keeps it back, and must be. */
        private int lines;

        private final int mustHaveLines;

        private Fate(Operation.Spot spot, Operation.Publish event, Instant since, Set<String> mutedBy) {
            this.spot = spot;
            this.event = event;
            this.since = since;
            this.mutedBy = mutedBy;
            this.mustHaveLines = mutedBy.isEmpty() ? 0 : 1;
        }
    }

    Wishes wishes() {
        return wishes;
    }

    List<String> problems() {
        return problems;
    }

    /** A user does something. */
    void take(Operation operation, Instant now) {
        wishes.take(operation);
        if (operation instanceof Operation.Muting muting) {
            mutes.take(muting, now);
        }
        fates.values().stream().filter(fate -> !wishes.exists(fate.spot)).forEach(fate -> fate.removed = true);
    }

    /** An event comes: whoever wants it is owed it, unless it is kept back, or he was told the same within his silence. */
    void published(String id, Operation.Publish event, Instant now) {
        var mutedBy = mutes.pass(event, now);
        for (var number = 0; number < Operation.RULES; number++) {
            var rule = wishes.rule(number);
            for (var place : rule.wants(event) ? rule.places() : List.<Integer>of()) {
                var spot = new Operation.Spot(number, place);
                var news = spot + event.name() + event.resource();
                if (!mutedBy.isEmpty()) {
                    fates.put(key(id, spot), new Fate(spot, event, now, mutedBy));
                } else if (rule.silence().isZero()
                        || !silentUntil.getOrDefault(news, Instant.MIN).isAfter(now)) {
                    fates.put(key(id, spot), new Fate(spot, event, now, Set.of()));
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
        demand(fate.mutedBy.isEmpty(), key + " was sent though it is kept back");
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
                    case SILENCED -> !fate.mutedBy.isEmpty();
                    case POISON -> false;
                },
                key + " should not have died: " + reason);
    }

    /** It was written down that this kept it back. */
    void keptBack(String key, String by) {
        var fate = fates.get(key);
        if (fate == null || !fate.mutedBy.contains(by)) {
            problems.add(key + " should not have been kept back by " + by);
        } else {
            fate.lines++;
            keptBack++;
        }
    }

    /** How many were kept back. */
    int keptBack() {
        return keptBack;
    }

    /** Everything dead is alive again, or everything that was kept back, as if routed now. */
    void redriven(boolean whatWasKeptBack, Instant now) {
        for (var fate : fates.values()) {
            if (fate.dead && fate.mutedBy.isEmpty() != whatWasKeptBack) {
                fate.dead = false;
                fate.mutedBy = Set.of();
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
            demand(fate.lines == fate.mustHaveLines, key + " has " + fate.lines + " lines of what kept it back");
            demand(
                    !fate.removed || wishes.exists(fate.spot) || fate.taken > 0 || fate.dead,
                    key + " of a deleted target is neither dead nor delivered");
        });
    }

    int size() {
        return fates.size();
    }
}
