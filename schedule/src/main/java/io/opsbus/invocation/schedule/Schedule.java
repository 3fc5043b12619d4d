package io.opsbus.invocation.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the wire's {@code Frequency} says (guide 2.3.3, API facts 3.5). */
public sealed interface Schedule permits Cron, Rate, At {
    /** No schedule fires at or after this moment: years end with 2099. */
    Instant END = Instant.parse("2100-01-02T00:00:00Z");

    /** The zone where any local time comes last, for an instance whose zone is not known. */
    ZoneId LATEST = ZoneOffset.ofHours(-12);

    /** Reads a {@code Frequency} under the limits of {@link ScheduleLimits#DEFAULT}. */
    static Reading parse(String text) {
        return parse(text, ScheduleLimits.DEFAULT);
    }

    /** Reads a {@code Frequency}; any text at all gets an answer, in time bounded by the limit of its length. */
    static Reading parse(String text, ScheduleLimits limits) {
        return ScheduleReader.read(text, limits);
    }

    /** What came of reading a text. */
    sealed interface Reading {}

    /** The text is a schedule. */
    record Valid(Schedule schedule) implements Reading {}

    /**
     * The text is none.
     *
     * @param problems what is wrong, one for each wrong part; never empty
     */
    record Invalid(List<InvalidSchedule> problems) implements Reading {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The fire times on one instance.
     *
     * @param created when the invocation was accepted; a rate counts from here
     * @param instanceZone the zone of the instance's clock, in which a cron expression without a zone is meant
     */
    Timetable timetable(Instant created, ZoneId instanceZone);

    /**
     * The first fire time after a moment, for a schedule created at that moment on an instance whose clock is at UTC.
     * Empty when it never fires again.
     */
    default Optional<Instant> next(Instant after) {
        return timetable(after, ZoneOffset.UTC).next(after);
    }

    /**
     * The schedule in the agents' words, which differ from the API's: their weekdays start with Sunday as 0, their
     * {@code at(...)} is UTC with a {@code T} (agent facts 11). Means the same to our agent and to the official one.
     */
    String agentText();

    /** Whether agents of every age keep it: six fields of cron, without years and zone (API facts 3.5). */
    default boolean isPlain() {
        return false;
    }

    /** Fire times of one schedule. */
    @FunctionalInterface
    interface Timetable {
        /** The first fire time after this moment; empty when there is none. Bounded work, whatever the schedule. */
        Optional<Instant> next(Instant after);
    }
}
