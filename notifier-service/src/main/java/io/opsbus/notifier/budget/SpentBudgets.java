package io.opsbus.notifier.budget;

import java.time.Duration;
import java.time.Instant;

/** Sees to it that accounts are told, once a day, that their budget did not suffice: whichever process looks, or dies meanwhile. */
public final class SpentBudgets {
    /** After this another process tells what this one began to tell. */
    private static final Duration TELLING = Duration.ofMinutes(2);

    private final Spending spending;
    private final Notices notices;

    /** Of budgets kept in {@code spending}. */
    public SpentBudgets(Spending spending, Notices notices) {
        this.spending = spending;
        this.notices = notices;
    }

    /** Tells an account. */
    @FunctionalInterface
    public interface Notices {
        /** Tells it, durably; telling again is safe, for it is the same news. */
        void spent(Spending.Spent spent, Instant now);
    }

    /** Looks once. */
    public void look(Instant now) {
        for (var spent : spending.untold(now, now.plus(TELLING))) {
            notices.spent(spent, now);
            spending.told(spent.day());
        }
    }
}
