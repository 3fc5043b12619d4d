package io.opsbus.invocation.simulated;

import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.schedule.Schedule.Timetable;
import io.opsbus.invocation.schedule.ScheduleLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A timetable in the agents' words (agent facts 11), on a machine whose clock is at UTC. */
final class AgentSchedule {
    /** What was accepted is not judged again. */
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(1000));

    private AgentSchedule() {}

    static boolean isTimed(RunTask task) {
        return switch (task.timing().repeat()) {
            case PERIOD, RATE, AT -> true;
            case ONCE, NEXT_REBOOT_ONLY, EVERY_REBOOT -> false;
        };
    }

    /** Empty when it cannot be read. */
    static Optional<Timetable> of(RunTask task) {
        return Schedule.parse(apiText(task.timing().schedule()), LIMITS) instanceof Schedule.Valid(Schedule schedule)
                ? Optional.of(schedule.timetable(task.timing().created(), ZoneOffset.UTC))
                : Optional.empty();
    }

    /** The first time after a moment; empty when there is none. */
    static Optional<Instant> next(RunTask task, Instant after) {
        return of(task).flatMap(table -> table.next(after));
    }

    /** Both read weekdays by name alike; of {@code at(…)} agents have a {@code T}, and no zone for UTC. */
    private static String apiText(String agentText) {
        return agentText.startsWith("at(") ? agentText.replace('T', ' ') : agentText;
    }
}
