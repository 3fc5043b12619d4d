package io.opsbus.notifier.budget;

import io.opsbus.notifier.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** How many parts of short messages accounts have sent on each day, durable: one count for all processes. */
public interface Spending {
    /** A day, of UTC, of an account. */
    record Day(AccountId account, LocalDate date) {}

    /**
     * A day whose budget did not suffice.
     *
     * @param parts taken so far
     * @param since when it did not suffice first
     */
    record Spent(Day day, long parts, Instant since) {}

    /**
     * Takes so many parts, all or none.
     *
     * @param most of the whole day
     * @return whether they were left; if not, the day is {@link Spent}
     */
    boolean take(Day day, int parts, long most, Instant now);

    /** Gives back what was taken and did not go out. */
    void giveBack(Day day, int parts);

    /** Days nobody has told their accounts of; until {@code until} no other call returns them. */
    List<Spent> untold(Instant now, Instant until);

    /** The account knows; the day is not returned again. */
    void told(Day day);

    /** Forgets days before. */
    void forget(LocalDate before);
}
