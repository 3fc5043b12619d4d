package io.opsbus.notifier.hold;

import io.opsbus.notifier.TargetId;
import java.time.Instant;
import java.util.List;

/**
 * Targets that do nothing but fail, and since when, durable: what every process has written down about its attempts, whoever made them. A
 * success ends a target's streak, and so does letting it go.
 */
public interface FailingTargets {
    /**
     * Takes in how attempts ended; taking the same again changes nothing, and the order does not matter much. A success that ends an outage
     * brings forward what failed meanwhile ({@link Recovery}).
     */
    void take(List<Ending> endings);

    /**
     * Holds every target whose streak is at its end, for {@link HeldTarget.Reason#FAILING}; one that is held already stays as it is.
     *
     * @return those that are held from now on; no other call, of this process or another, returns them again
     */
    List<HeldTarget> disable(Streak.Patience patience, Instant now);

    /**
     * Held failing targets nobody has told their owners of; until {@code until} no other call returns them.
     *
     * @param now only those not being told at this moment
     */
    List<HeldTarget> untold(Instant now, Instant until);

    /** Its owner knows; it is not returned again while it is held. */
    void told(TargetId target);
}
