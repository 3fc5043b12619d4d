package io.opsbus.agent;

import java.time.Duration;
import java.time.Instant;

/**
 * A script to run, as the server gave it (agent facts 8).
 *
 * @param id unique for ever; names files and is part of report URLs
 * @param version changes when a periodic task was changed; zero at first
 * @param script what to run
 * @param place where and as whom
 * @param timing how often
 * @param output what may be told of it
 */
public record RunTask(String id, int version, Script script, Place place, Timing timing, Output output) {
    /** Longest time a script may run when the server names none that can be read. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    /**
     * What to run.
     *
     * @param type the wire's word, checked when it runs
     * @param content as sent; decoded when it runs, so that a broken one is reported for its task
     * @param timeout zero for none
     * @param launcher the command line that starts it; empty for the type's own
     * @param alone whether at its time-out or stop its process ends and what it started goes on
     */
    public record Script(String type, Content content, Duration timeout, String launcher, boolean alone) {
        /** In memory, started as its type says. */
        public Script(String type, String base64, Duration timeout) {
            this(type, new Content.Held(base64), timeout, "", false);
        }

        /** Without the script: it is not for logs. */
        @Override
        public String toString() {
            return "Script[" + type + ", " + timeout + "]";
        }
    }

    /**
     * Where and as whom.
     *
     * @param directory empty for the user's home
     * @param user empty for the agent's own
     * @param container whether it names a container, which this agent has none of
     */
    public record Place(String directory, String user, boolean container) {}

    /**
     * When.
     *
     * @param cron in the agents' words; empty when it has no timetable
     * @param created rates count from here
     */
    public record Timing(Repeat repeat, String cron, Instant created) {}

    /** The wire's {@code repeat}. */
    public enum Repeat {
        ONCE(false),
        PERIOD(true),
        RATE(true),
        AT(true),
        /** Delivered when its time has come: runs at once. */
        NEXT_REBOOT_ONLY(false),
        /** Delivered when its time has come: runs at once, and again when it is delivered again. */
        EVERY_REBOOT(false);

        private final boolean timed;

        Repeat(boolean timed) {
            this.timed = timed;
        }

        /** Whether this agent keeps its timetable. */
        public boolean isTimed() {
            return timed;
        }
    }

    /**
     * What may be told while it runs, and how much of its output in all.
     *
     * @param interval between two reports, at least one second
     * @param quota bytes of output in all, 12 000 to a mebibyte: ten scripts at a time have that in the agent's 32 MB
     * @param sendStart whether its start is told
     * @param skipEmpty whether reports without output may be left out but for one a minute
     */
    public record Output(Duration interval, int quota, boolean sendStart, boolean skipEmpty) {
        private static final int LEAST_QUOTA = 12_000;
        private static final int MOST_QUOTA = 1 << 20;

        /** Takes what was asked for into its bounds. */
        public Output {
            interval = interval.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : interval;
            quota = Math.clamp(quota, LEAST_QUOTA, MOST_QUOTA);
        }
    }
}
