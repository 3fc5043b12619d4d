package io.opsbus.instance.fleet;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On which terms it is had.
 *
 * @param expiresAt end of the term paid for; far away for pay-as-you-go
 * @param autoReleaseAt when it releases itself, if it does
 * @param deletionProtection no request may delete it; it may still release itself
 * @param locks why nothing may be done with it
 */
public record Terms(
        ChargeType charge,
        Instant expiresAt,
        @Nullable Instant autoReleaseAt,
        boolean deletionProtection,
        Spot spot,
        Set<LockReason> locks) {
    /** What the wire says of pay-as-you-go, {@code 2099-12-31T15:59Z}. */
    public static final Instant NEVER = Instant.parse("2099-12-31T15:59:00Z");

    /** Copies. */
    public Terms {
        locks = Set.copyOf(locks);
    }

    public static Terms payAsYouGo() {
        return new Terms(ChargeType.POST_PAID, NEVER, null, false, Spot.NONE, Set.of());
    }

    public Terms withDeletionProtection(boolean on) {
        return new Terms(charge, expiresAt, autoReleaseAt, on, spot, locks);
    }

    public Terms withEnd(Instant other) {
        return new Terms(charge, other, autoReleaseAt, deletionProtection, spot, locks);
    }

    public Terms withSpot(Spot other) {
        return new Terms(charge, expiresAt, autoReleaseAt, deletionProtection, other, locks);
    }

    public Terms withLocks(Set<LockReason> others) {
        return new Terms(charge, expiresAt, autoReleaseAt, deletionProtection, spot, others);
    }

    /** {@code InstanceChargeType}. */
    public enum ChargeType {
        PRE_PAID("PrePaid"),
        POST_PAID("PostPaid");

        private final String word;

        ChargeType(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** {@code LockReason}. */
    public enum LockReason {
        FINANCIAL("financial"),
        SECURITY("security"),
        RECYCLING("Recycling"),
        DEDICATED_HOST_FINANCIAL("dedicatedhostfinancial"),
        REFUNDED("refunded");

        private final String word;

        LockReason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
