package io.opsbus.notifier.hold;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The held targets, durable. */
public interface HeldTargets {
    /** All of them. */
    List<HeldTarget> all();

    /** Those of an account. */
    List<HeldTarget> of(AccountId account);

    /**
     * Holds one; one that is held already stays as it is, unless it is for {@link HeldTarget.Reason#UNCONSENTED}: then only since when stays. That an operator
     * wants it held counts in any case.
     */
    void hold(HeldTarget target);

    /**
     * Lets one go; what waited for it has not aged meanwhile, and what failed before does not count any more. Held or not, what failed is due
     * soon ({@link Recovery}).
     */
    void release(TargetId target, Instant now);

    /**
     * Lets one go for its account, likewise; one that an operator holds stays as it is.
     *
     * @return whether no operator holds it
     */
    boolean releaseForAccount(TargetId target, Instant now);

    /** How many deliveries wait for each of these; a target none waits for is left out. */
    Map<TargetId, Long> waiting(Collection<TargetId> targets);

    /** How many deliveries wait for a target. */
    long waiting(TargetId target);

    /** When the first of them is due; empty when none waits. */
    Optional<Instant> next(TargetId target);
}
