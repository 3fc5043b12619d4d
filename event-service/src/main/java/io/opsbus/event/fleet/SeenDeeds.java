package io.opsbus.event.fleet;

import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.kind.Deed;
import java.util.Optional;

/**
 * Which deed of its user a change of an instance's state shows. Only requests through the API lead over Stopping (guide
 * 4.2: 停止中/重启中): a guest that switches itself off is Stopped at once, one that reboots itself stays Running.
 *
 * <pre>
 *  Running ──> Stopping      leaves its host, to stop or to reboot      REBOOT
 *              Stopping ──> Stopped                                     STOP
 *              Stopped ──> Starting                                     START
 *  any ──> Deleted                                                      RELEASE
 * </pre>
 */
public final class SeenDeeds {
    private SeenDeeds() {}

    /** What the change from one state to the next shows; empty for nothing a user did. */
    public static Optional<Deed> between(Optional<NotedState> before, NotedState after) {
        String from = before.map(NotedState::state).orElse("");
        return switch (after.state()) {
            case "Stopping" -> from.equals("Stopping") ? Optional.empty() : Optional.of(Deed.REBOOT);
            case "Stopped" -> from.equals("Stopping") ? Optional.of(Deed.STOP) : Optional.empty();
            case "Starting" -> from.equals("Stopped") ? Optional.of(Deed.START) : Optional.empty();
            case "Deleted" -> Optional.of(Deed.RELEASE);
            default -> Optional.empty();
        };
    }
}
