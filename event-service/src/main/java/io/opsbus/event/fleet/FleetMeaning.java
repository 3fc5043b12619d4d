package io.opsbus.event.fleet;

import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.Operation;
import java.util.List;
import java.util.Optional;

/** What a change of an instance's state means for its events. */
public final class FleetMeaning {
    private FleetMeaning() {}

    /**
     * The deed of the user a change shows. While one of our own events is executed the instance moves because of it:
     * ASSUMED, because the notice does not say who asked. A release counts whoever asked.
     *
     * @param before the state noted last
     * @param open the instance's open events
     */
    public static Optional<Deed> deed(Optional<NotedState> before, NotedState after, List<Published> open) {
        boolean late = before.filter(known -> after.at().isBefore(known.at())).isPresent();
        if (late) {
            return Optional.empty();
        }
        return SeenDeeds.between(before, after)
                .filter(deed -> deed == Deed.RELEASE || open.stream().noneMatch(FleetMeaning::isMoving));
    }

    private static boolean isMoving(Published event) {
        return event.status() == EventStatus.EXECUTING
                && event.type().operation() != Operation.NONE
                && !event.subject().isSimulated();
    }
}
