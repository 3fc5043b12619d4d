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
 */
public record HeldTarget(TargetId target, AccountId account, Reason reason, Instant since, Optional<Streak> streak) {
    /** A target somebody holds. */
    public static HeldTarget paused(TargetId target, AccountId account, Instant since) {
        return new HeldTarget(target, account, Reason.PAUSED, since, Optional.empty());
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
