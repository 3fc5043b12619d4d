package io.opsbus.notifier.pace;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.EventKey;
import java.time.Instant;
import java.util.Optional;

/** When what was routed may go out: quiet hours and merge windows of its subscription. Safe for many threads. */
public final class Pacing {
    private final Windows windows;

    /** @param windows asked once for each delivery of a subscription that merges */
    public Pacing(Windows windows) {
        this.windows = windows;
    }

    /**
     * Until when a delivery rests that has just been routed; empty: it may go now. Merging is for people: programs get each event.
     *
     * @throws RuntimeException when the windows cannot be asked
     */
    public Optional<Instant> rest(Subscription to, Delivery delivery, Instant now) {
        var quiet = quiet(to, delivery, now);
        var merge = to.pace().merge();
        if (quiet.isPresent() || merge.isZero() || !to.tellsPeople(delivery.target())) {
            return quiet;
        }
        // the level is part of the kind: what has become worse must not wait behind what was mere news
        var level = delivery.body().level().map(Enum::name).orElse("");
        var kind = EventKey.kindOf(delivery.about().eventName(), level);
        return windows.join(new Windows.Entry(to.id(), kind, delivery.id().value()), merge, now);
    }

    /** Until when a delivery rests for quiet hours, be it new or tried before; empty: there are none now for it. */
    public static Optional<Instant> quiet(Subscription to, Delivery delivery, Instant now) {
        var quiet = to.pace().quiet();
        if (quiet.isNone() || !(quiet.programsToo() || to.tellsPeople(delivery.target()))) {
            return Optional.empty();
        }
        return quiet.end(now).isEmpty()
                ? Optional.empty()
                : quiet.end(delivery.body().level(), now);
    }
}
