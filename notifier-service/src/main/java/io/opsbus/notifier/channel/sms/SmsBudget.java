package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * What an account may spend on short messages in a day of UTC, in parts, for each recipient. It is taken before a message goes, so a kill in
 * between counts what perhaps did not go; what surely did not go is given back. What the budget does not suffice for rests until the next
 * day, and the rest does not count for its age.
 */
public final class SmsBudget {
    private static final Duration AWAY = Duration.ofSeconds(5);
    /** No message can have been sent. */
    private static final Set<Trouble> NOTHING_WENT =
            Set.of(Trouble.REFUSED, Trouble.UNRESOLVED, Trouble.BLOCKED, Trouble.TLS, Trouble.UNREACHABLE);

    private final Spending spending;
    private final long most;
    private final InstantSource clock;

    /** @param most parts a day; 0: no bound, and nothing is counted */
    public SmsBudget(Spending spending, long most, InstantSource clock) {
        this.spending = spending;
        this.most = most;
        this.clock = clock;
    }

    boolean isNone() {
        return most == 0;
    }

    /** What came of asking. */
    sealed interface Answer {
        /** They are taken, of that day. */
        record Taken(Spending.Day day, int parts) implements Answer {}

        /** They are not; what the attempt comes to. */
        record Rest(Outcome outcome) implements Answer {}
    }

    /** Takes the parts of one message to one number. */
    Answer take(AccountId account, int parts) {
        var now = clock.instant();
        var date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var day = new Spending.Day(account, date);
        try {
            return isNone() || spending.take(day, parts, most, now)
                    ? new Answer.Taken(day, parts)
                    : new Answer.Rest(Outcome.Postponed.resting(untilTheDayAfter(date, now)));
        } catch (Parking.Away _) {
            return new Answer.Rest(new Outcome.Postponed(AWAY));
        }
    }

    private static Duration untilTheDayAfter(LocalDate date, Instant now) {
        return Duration.between(
                now, date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** What was taken did not go out: nothing was sent, or it was refused. */
    void giveBack(Answer.Taken taken) {
        if (isNone()) {
            return;
        }
        try {
            spending.giveBack(taken.day(), taken.parts());
        } catch (Parking.Away _) {
            // it stays counted: too much is better than too little
        }
    }

    /** Gives back what was taken for an attempt unless it may have gone out. */
    void settle(Answer.Taken taken, Outcome outcome) {
        var mayHaveGone = switch (outcome) {
            case Outcome.Unanswered(var trouble) -> !NOTHING_WENT.contains(trouble);
            case Outcome.Told _, Outcome.Answered _, Outcome.Partial _, Outcome.Postponed _ ->
                outcome.verdict() == Outcome.Verdict.DELIVERED;
        };
        if (!mayHaveGone) {
            giveBack(taken);
        }
    }
}
