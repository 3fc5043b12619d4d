package io.opsbus.testkit.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task as the agent was given it.
 *
 * @param script its text
 */
public record SimulatedTask(String id, int version, Timing timing, String script, Limits limits) {
    /**
     * When it runs.
     *
     * @param repeat the wire's word
     * @param cron empty for none
     * @param created milliseconds of an epoch; rates count from here
     */
    public record Timing(String repeat, String cron, long created) {
        private static final Pattern RATE = Pattern.compile("rate\\((\\d+)s\\)");
        private static final Pattern SECONDS = Pattern.compile("0,(\\d+)(?:,\\d+)* \\* \\* \\* \\* \\?");

        /** When it runs again and again, of a cron every so many seconds of a minute; empty for a timetable that is not simulated. */
        public Optional<Ticks> ticks() {
            Matcher rate = RATE.matcher(cron);
            if (rate.matches()) {
                return Optional.of(new Ticks(created, Long.parseLong(rate.group(1)) * 1000));
            }
            Matcher seconds = SECONDS.matcher(cron);
            return seconds.matches()
                    ? Optional.of(new Ticks(0, Long.parseLong(seconds.group(1)) * 1000))
                    : Optional.empty();
        }
    }

    /**
     * Moments of one distance.
     *
     * @param base milliseconds of an epoch
     * @param period in milliseconds
     */
    public record Ticks(long base, long period) {
        /** The number of the last one at this moment. */
        public long last(long now) {
            return Math.floorDiv(now - base, period);
        }

        long at(long tick) {
            return base + tick * period;
        }
    }

    /**
     * How long it runs and what it tells.
     *
     * @param timeout zero for none
     * @param interval between two parts of output
     * @param quota bytes of output in all
     */
    public record Limits(Duration timeout, Duration interval, int quota) {}

    boolean isOnce() {
        return timing.repeat().equals("Once") || timing.repeat().equals("NextRebootOnly");
    }

    boolean isTimed() {
        return timing.repeat().equals("Period")
                || timing.repeat().equals("Rate")
                || timing.repeat().equals("At");
    }
}
