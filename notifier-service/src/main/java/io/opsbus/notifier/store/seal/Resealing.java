package io.opsbus.notifier.store.seal;

import io.opsbus.seal.KeyId;
import io.opsbus.seal.KeyRing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals anew, some rows at a time, what an older master key has sealed. Each row is read, opened, sealed and put back if it is still what was
 * read: a kill between leaves it as it was, and of several processes one is first. What cannot be opened stays, and is told of. Its two
 * methods are called by one thread, again and again.
 */
public final class Resealing {
    private static final Logger LOGGER = LoggerFactory.getLogger(Resealing.class);

    /** Rows a step: some hundredths of a second. */
    static final int BATCH = 50;

    private final Optional<KeyRing> keys;
    private final Seals seals;
    private final List<SealedRows> places;
    private final KeyTurns turns;
    private volatile Report report;
    private boolean isMyTurn;
    private boolean passing;
    private int at;
    private List<String> after = List.of();

    /**
     * One a process.
     *
     * @param keys the operator's; empty when there are none
     * @param places everywhere secrets stand
     */
    public Resealing(Optional<KeyRing> keys, List<SealedRows> places, KeyTurns turns) {
        this.keys = keys;
        this.seals = new Seals(keys);
        this.places = List.copyOf(places);
        this.turns = turns;
        this.report =
                new Report(keys.map(KeyRing::current), keys.map(KeyRing::ids).orElse(Set.of()), Map.of());
    }

    /**
     * By which keys secrets are sealed.
     *
     * @param current the key that seals
     * @param set those that open, the current one among them
     * @param rows how many rows hold something sealed by each key, when last counted; the empty text stands for what was sealed before sealed
     *     secrets named their key
     */
    public record Report(Optional<KeyId> current, Set<KeyId> set, Map<String, Long> rows) {
        /** Rows sealed by keys the operator has not set. */
        public Map<String, Long> missing() {
            var ids = set.stream().map(KeyId::text).collect(Collectors.toSet());
            return rows.entrySet().stream()
                    .filter(one -> !one.getKey().isEmpty() || set.isEmpty())
                    .filter(one -> !ids.contains(one.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
        }

        /** Rows sealed by the current key. */
        public long byCurrent() {
            return current.map(key -> rows.getOrDefault(key.text(), 0L)).orElse(0L);
        }

        /** Rows sealed by an older key that is set, or before keys were named. */
        public long byOlder() {
            return sum(rows) - byCurrent() - byMissing();
        }

        /** Rows sealed by keys that are not set. */
        public long byMissing() {
            return sum(missing());
        }

        private static long sum(Map<String, Long> rows) {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** When last counted. */
    public Report report() {
        return report;
    }

    /** Counts, and begins to go through what an older key has sealed, if there is any. */
    public void look() {
        if (keys.isPresent() && !isMyTurn) {
            turns.begin(keys.get().current());
            isMyTurn = true;
        }
        count();
        if (!passing && report.byOlder() > 0) {
            passing = true;
            at = 0;
            after = List.of();
        }
    }

    private void count() {
        var rows = new TreeMap<String, Long>();
        places.forEach(place -> place.byKey().forEach((key, many) -> rows.merge(key, many, Long::sum)));
        var before = report;
        var now = new Report(before.current(), before.set(), Map.copyOf(rows));
        report = now;
        if (before.byOlder() > 0 && now.byOlder() == 0) {
            LOGGER.atInfo()
                    .addKeyValue("key", now.current().map(KeyId::text).orElse(""))
                    .log("everything the older master keys had sealed is sealed with the current one");
        }
        if (!now.missing().isEmpty() && !now.missing().equals(before.missing())) {
            LOGGER.atWarn()
                    .addKeyValue("rows", now.missing())
                    .log("secrets are sealed with master keys that are not set; what needs them waits");
        }
    }

    /** Seals some rows anew, if there is anything left to go through and it is still this process's key's turn. */
    public void step() {
        if (!passing || keys.isEmpty()) {
            return;
        }
        var current = keys.get().current();
        if (!turns.isLast(current)) {
            passing = false;
            return;
        }
        var place = places.get(at);
        var found = place.otherThan(current, after, BATCH);
        found.forEach(row -> reseal(place, row));
        if (found.size() == BATCH) {
            after = found.getLast().key();
            return;
        }
        after = List.of();
        at++;
        if (at == places.size()) {
            passing = false;
            count();
        }
    }

    private void reseal(SealedRows place, SealedRows.Row row) {
        try {
            var fresh = SealedJson.resealed(row.document(), place.place().label(row.key()), seals);
            // when it is another by now, somebody has sealed it meanwhile
            var _ = place.replace(row, fresh);
        } catch (Unopened unopened) {
            LOGGER.atDebug()
                    .addKeyValue("table", place.place().table())
                    .addKeyValue("reason", unopened.why())
                    .log("a row stays sealed as it is");
        }
    }
}
