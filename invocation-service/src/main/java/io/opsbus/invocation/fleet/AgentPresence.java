package io.opsbus.invocation.fleet;

import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.task.AgentSight;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of an agent.
 *
 * @param version empty when it never said
 * @param osType empty when it never said
 * @param heard the last time
 * @param connection names its open websocket; null when there is none
 * @param refused when it last refused a kick; null for never
 */
public record AgentPresence(
        String version,
        String osType,
        Instant heard,
        @Nullable String connection,
        @Nullable Instant refused) {
    private static final Pattern FIRST = Pattern.compile("[01](\\.\\d{1,9}){3}");
    /** The second number is a platform: Windows, Linux, FreeBSD, Linux on ARM. */
    private static final Pattern SECOND = Pattern.compile("2\\.[1-4]\\.(\\d{1,9})\\.(\\d{1,9})");

    private static final int NEEDED = 3;
    private static final int NEEDED_BUILD = 282;

    /** Whether its websocket is open and was heard of since: a process that died has closed none. */
    public boolean isConnected(Instant since) {
        return connection != null && heard.isAfter(since);
    }

    /**
     * Whether it is known to be too old for a timetable that is not a plain one (API facts 3.5): years, zones, {@code rate} and
     * {@code at} came with build 282 of 2.x.3. One that never said such a version is not.
     */
    public boolean isTooOldFor(Schedule timetable) {
        if (timetable.isPlain()) {
            return false;
        }
        Matcher has = SECOND.matcher(version);
        if (!has.matches()) {
            return FIRST.matcher(version).matches();
        }
        int third = Integer.parseInt(has.group(1));
        return third < NEEDED || (third == NEEDED && Integer.parseInt(has.group(2)) < NEEDED_BUILD);
    }

    public AgentSight sight() {
        return new AgentSight(heard, connection != null, refused);
    }
}
