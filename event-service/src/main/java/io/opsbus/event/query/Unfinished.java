package io.opsbus.event.query;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import org.jspecify.annotations.Nullable;

/**
 * Which events that are not closed an operator asks for, of whatever account, drafts included; null is no criterion.
 *
 * @param instance those about this instance, and about disks attached to it
 * @param most how many at most
 */
public record Unfinished(
        @Nullable AccountId account, @Nullable ResourceId instance, int most) {

    /** Whether this event is asked for; the stores' queries say the same in SQL. */
    public boolean matches(SystemEvent event) {
        var target = event.subject().target();
        return isOpen(event)
                && (account == null || account.equals(target.owner().account()))
                && (instance == null
                        || target.instanceId().filter(instance::equals).isPresent());
    }

    private static boolean isOpen(SystemEvent event) {
        return switch (event) {
            case Draft _ -> true;
            case Published published -> published.cycle() instanceof EventCycle.Open;
        };
    }
}
