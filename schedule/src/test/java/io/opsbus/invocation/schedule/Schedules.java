package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.Schedule.Timetable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short words for tests. */
final class Schedules {
    private Schedules() {}

    static Schedule of(String text) {
        return switch (Schedule.parse(text)) {
            case Schedule.Valid valid -> valid.schedule();
            case Schedule.Invalid invalid ->
                throw new AssertionError(invalid.problems().getFirst().sentence());
        };
    }

    static List<InvalidSchedule> problems(String text) {
        return switch (Schedule.parse(text)) {
            case Schedule.Valid valid -> throw new AssertionError(text + " is " + valid.schedule());
            case Schedule.Invalid invalid -> invalid.problems();
        };
    }

    static InvalidSchedule problem(String text) {
        List<InvalidSchedule> problems = problems(text);
        if (problems.size() != 1) {
            throw new AssertionError(problems);
        }
        return problems.getFirst();
    }

    /** The first fire times after a moment, {@code most} of them if there are as many. */
    static List<Instant> fires(Timetable timetable, Instant after, int most) {
        var found = new ArrayList<Instant>();
        Optional<Instant> next = timetable.next(after);
        while (next.isPresent() && found.size() < most) {
            found.add(next.get());
            next = timetable.next(next.get());
        }
        return found;
    }

    static List<Instant> fires(String text, String zone, String after, int most) {
        Instant start = Instant.parse(after);
        return fires(of(text).timetable(start, ZoneId.of(zone)), start, most);
    }
}
