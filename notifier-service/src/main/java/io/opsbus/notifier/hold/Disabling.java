package io.opsbus.notifier.hold;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Disables targets that have failed for days and sees to it that their owners are told, once: what is held and what has been told stands in
 * the store, so it does not matter which process looks, or which of them dies meanwhile.
 */
public final class Disabling {
    /** After this another process tells what this one began to tell. */
    private static final Duration TELLING = Duration.ofMinutes(2);

    private final HeldTargets held;
    private final FailingTargets failing;
    private final Function<TargetId, Optional<Subscription>> owners;
    private final Notices notices;
    private final Streak.Patience patience;

    /** @param owners the subscription that owns a target; empty only when it is sure to have been deleted */
    public Disabling(
            HeldTargets held,
            FailingTargets failing,
            Function<TargetId, Optional<Subscription>> owners,
            Notices notices,
            Streak.Patience patience) {
        this.held = held;
        this.failing = failing;
        this.owners = owners;
        this.notices = notices;
        this.patience = patience;
    }

    /** Tells an owner that a target was disabled. */
    @FunctionalInterface
    public interface Notices {
        /**
         * Tells it, durably; telling again is safe, for it is the same news.
         *
         * @param owner whose target it is
         */
        void disabled(HeldTarget target, Subscription owner, Instant now);
    }

    /**
     * Looks at all targets once.
     *
     * @param changed called after targets were held or let go, and before anybody is told
     */
    public void look(Instant now, Runnable changed) {
        var some = !failing.disable(patience, now).isEmpty();
        if (releaseOwnerless(now) || some) {
            changed.run();
        }
        for (var target : failing.untold(now, now.plus(TELLING))) {
            owners.apply(target.target()).ifPresent(owner -> notices.disabled(target, owner, now));
            failing.told(target.target());
        }
    }

    /** Of a deleted subscription nothing waits any more. */
    private boolean releaseOwnerless(Instant now) {
        var some = false;
        for (var target : held.all()) {
            if (owners.apply(target.target()).isEmpty()) {
                held.release(target.target(), now);
                some = true;
            }
        }
        return some;
    }
}
