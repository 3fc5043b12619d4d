package io.opsbus.invocation.fleet;

import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.task.AgentSight;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){3}");
    private static final List<Integer> NEEDED = List.of(2, 2, 3, 282);
    private static final List<Integer> NEEDED_ON_WINDOWS = List.of(2, 1, 3, 282);

    /** Whether its websocket is open and was heard of since: a process that died has closed none. */
    public boolean isConnected(Instant since) {
        return connection != null && heard.isAfter(since);
    }

    /**
     * Whether it is known to be too old for a timetable that is not a plain one (API facts 3.5): years, zones, {@code rate} and
     * {@code at} came with 2.2.3.282 on Linux and with 2.1.3.282 on Windows. One that never said such a version is not.
     */
    public boolean isTooOldFor(Schedule timetable) {
        if (timetable.isPlain() || !VERSION.matcher(version).matches()) {
            return false;
        }
        List<Integer> needed = osType.equalsIgnoreCase("windows") ? NEEDED_ON_WINDOWS : NEEDED;
        List<Integer> has =
                Arrays.stream(version.split("\\.", -1)).map(Integer::valueOf).toList();
        for (int part = 0; part < needed.size(); part++) {
            int difference = has.get(part).compareTo(needed.get(part));
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    public AgentSight sight() {
        return new AgentSight(heard, connection != null, refused);
    }
}
