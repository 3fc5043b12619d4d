package io.opsbus.event.source;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput.Schedule;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /**
     * One event for each instance, evenly spread; no instance, no event. Each time of the rate is one instance's: the first it may have
     * by what its owner wishes, in this order, so that where windows let wait no more come together than the rate allows.
     *
     * @param wishes of the instances' owners; what is not there is usual
     */
    public List<Schedule> over(List<Target.OfInstance> instances, Map<ResourceId, Upkeep> wishes) {
        var planned = new ArrayList<Schedule>();
        var taken = new HashSet<Long>();
        var from = new HashMap<List<Upkeep.Window>, Long>();
        for (Target.OfInstance instance : instances) {
            Upkeep wish = wishes.getOrDefault(instance.instance(), Upkeep.USUAL);
            long slot = free(wish, from.getOrDefault(wish.windows(), 0L), taken);
            from.put(wish.windows(), slot + 1);
            var id = EventId.derived(request + "/" + instance.instance());
            planned.add(new Schedule(
                    new Subject(id, wish.instead(type, EventStatus.SCHEDULED), instance, Origin.OPERATOR, reason),
                    at(slot)));
        }
        return List.copyOf(planned);
    }

    /** The first slot from {@code slot} on that nobody has and the wish allows; takes it. */
    private long free(Upkeep wish, long slot, Set<Long> taken) {
        long next = slot;
        while (true) {
            Instant allowed = wish.from(at(next));
            Duration wait = Duration.between(first, allowed);
            long there = Math.max(next, Math.ceilDiv(wait.toNanos(), step().toNanos()));
            if (there == next && taken.add(there)) {
                return there;
            }
            next = there == next ? next + 1 : there;
        }
    }

    private Instant at(long slot) {
        return first.plus(step().multipliedBy(slot));
    }

    private Duration step() {
        return HOUR.dividedBy(rate);
    }
}
