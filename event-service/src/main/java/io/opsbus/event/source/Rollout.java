package io.opsbus.event.source;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput.Schedule;
import io.opsbus.event.kind.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A maintenance of many instances, of a host or a tag, not all at once.
 *
 * @param request what asks for it, unique for ever; the same request names the same events
 * @param first when the first one is executed
 * @param rate how many may be executed in an hour, 1 to 3,600
 */
public record Rollout(String request, EventType type, Instant first, int rate, String reason) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST = 3_600;

    /** Refuses a rate that is none. */
    public Rollout {
        if (rate < 1 || rate > MOST) {
            throw new IllegalArgumentException("rate must be 1 to " + MOST);
        }
    }

    /** One event for each instance, in this order, evenly spread; no instance, no event. */
    public List<Schedule> over(List<Target.OfInstance> instances) {
        var planned = new ArrayList<Schedule>();
        Duration step = HOUR.dividedBy(rate);
        for (Target.OfInstance instance : instances) {
            var id = EventId.derived(request + "/" + instance.instance());
            planned.add(new Schedule(
                    new Subject(id, type, instance, Origin.OPERATOR, reason),
                    first.plus(step.multipliedBy(planned.size()))));
        }
        return List.copyOf(planned);
    }
}
