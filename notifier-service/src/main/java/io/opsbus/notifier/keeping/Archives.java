package io.opsbus.notifier.keeping;

import static java.util.Objects.requireNonNull;

import io.opsbus.notifier.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The archives, each held to its age and its size. */
public final class Archives {
    /** So many at a time, so that nobody waits long for a lock. */
    public static final int BATCH = 1000;

    /** What is kept. */
    public enum Kind {
        /** Past events. */
        EVENTS("events"),
        /** Attempts. */
        ATTEMPTS("attempts"),
        /** Dead deliveries. */
        DEAD("dead-letters");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in logs and metrics. */
        public String word() {
            return word;
        }
    }

    /**
     * An archive and its bounds.
     *
     * @param most how many in all
     */
    public record Bounded(Archive archive, Duration keep, long most) {}

    /** What an account lost before its time. */
    public record Lost(Kind kind, AccountId account, long count) {}

    private final Map<Kind, Bounded> all;
    private final Map<Kind, LongAdder> early = new EnumMap<>(Kind.class);

    /** Over these; what is missing is not held to anything. */
    public Archives(Map<Kind, Bounded> all) {
        this.all = Map.copyOf(all);
        for (var kind : Kind.values()) {
            early.put(kind, new LongAdder());
        }
    }

    /** Forgets what is too old, then what is too much; returns who lost what before its time. */
    public List<Lost> trim(Instant now) {
        var lost = new ArrayList<Lost>();
        for (var kind : Kind.values()) {
            var bounded = all.get(kind);
            if (bounded != null) {
                trim(kind, bounded, now, lost);
            }
        }
        return lost;
    }

    private void trim(Kind kind, Bounded bounded, Instant now, List<Lost> lost) {
        var archive = bounded.archive();
        var before = now.minus(bounded.keep());
        int old;
        do {
            old = archive.forgetBefore(before, BATCH);
        } while (old == BATCH);
        Shares.left(archive.sizes(), bounded.most()).forEach((account, share) -> {
            var gone = archive.forgetBeyond(account, share, BATCH);
            counter(kind).add(gone);
            if (gone > 0) {
                lost.add(new Lost(kind, account, gone));
            }
        });
    }

    private LongAdder counter(Kind kind) {
        return requireNonNull(early.get(kind));
    }

    /** How many went before their time since this process started. */
    public long early(Kind kind) {
        return counter(kind).sum();
    }
}
