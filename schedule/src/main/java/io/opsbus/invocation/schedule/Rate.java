package io.opsbus.invocation.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * At a fixed interval, counted from start to start; the first run comes one interval after creation.
 *
 * @param every the interval, whole seconds, more than zero
 * @param agentText as written, for example {@code rate(5m)}; both sides write it alike
 */
public record Rate(Duration every, String agentText) implements Schedule {
    public Rate {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("an interval is positive: " + every);
        }
    }

    @Override
    public Timetable timetable(Instant created, ZoneId instanceZone) {
        return after -> {
            if (!after.isBefore(END)) {
                return Optional.empty();
            }
            long passed = after.isBefore(created)
                    ? 0
                    : Duration.between(created, after).dividedBy(every);
            Instant next = created.plus(every.multipliedBy(passed + 1));
            return next.isBefore(END) ? Optional.of(next) : Optional.empty();
        };
    }
}
