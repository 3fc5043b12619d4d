package io.opsbus.invocation.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Once.
 *
 * @param time the moment, in whole seconds
 */
public record At(Instant time) implements Schedule {

    @Override
    public Timetable timetable(Instant created, ZoneId instanceZone) {
        return after -> time.isAfter(after) ? Optional.of(time) : Optional.empty();
    }

    @Override
    public String agentText() {
        String local = LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString();
        return "at(" + (local.length() == "2030-01-01T00:00".length() ? local + ":00" : local) + ")";
    }
}
