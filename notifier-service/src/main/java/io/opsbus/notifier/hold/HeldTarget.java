package io.opsbus.notifier.hold;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A target whose deliveries wait.
 *
 * @param since when it was held
 * @param streak why, when it did nothing but fail
 * @param byOperator whether an operator wants it held, whatever else holds it: its account cannot let it go
 */
public record HeldTarget(
        TargetId target, AccountId account, Reason reason, Instant since, Optional<Streak> streak, boolean byOperator) {
    /** A target no operator holds. */
    public HeldTarget(TargetId target, AccountId account, Reason reason, Instant since, Optional<Streak> streak) {
        this(target, account, reason, since, streak, false);
    }

    /** A target an operator holds. */
    public static HeldTarget paused(TargetId target, AccountId account, Instant since) {
        return new HeldTarget(target, account, Reason.PAUSED, since, Optional.empty(), true);
    }

    /** A target its own account holds. */
    public static HeldTarget pausedByAccount(TargetId target, AccountId account, Instant since) {
        return new HeldTarget(target, account, Reason.PAUSED, since, Optional.empty());
    }

    /** What it is when it is held once more: another reason takes the place of a missing consent, and an operator's word stays. */
    public HeldTarget and(HeldTarget more) {
        return new HeldTarget(
                target,
                account,
                reason == Reason.UNCONSENTED ? more.reason : reason,
                since,
                reason == Reason.UNCONSENTED ? more.streak : streak,
                byOperator || more.byOperator);
    }

    /** Who holds it: {@code operator}, {@code account}, or {@code system}, which is nobody. */
    public String by() {
        if (byOperator) {
            return "operator";
        }
        return switch (reason) {
            case PAUSED -> "account";
            case FAILING, UNCONSENTED -> "system";
        };
    }

    /** Why a target is held. */
    public enum Reason {
        /** Somebody asked for it. */
        PAUSED,
        /** Disabled: it did nothing but fail for days. */
        FAILING,
        /** Its receiver has not consented to be sent anything. Any other reason may take its place, and it theirs when they are over. */
        UNCONSENTED;

        /** The word on the wire and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reason of a word; empty for any other text. */
        public static Optional<Reason> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }
}
