package io.opsbus.instance.control;

import io.opsbus.instance.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One screenshot of an instance in ten seconds (API action GetInstanceScreenshot). Each process counts what it took
 * itself; what is older is forgotten.
 */
final class ScreenshotPace {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Map<InstanceId, Instant> last = new LinkedHashMap<>();

    /** Whether one may be taken now; if so it counts as taken. */
    synchronized boolean admits(InstanceId id, Instant now) {
        Instant over = now.minus(BETWEEN);
        Iterator<Instant> oldest = last.values().iterator();
        while (oldest.hasNext() && !oldest.next().isAfter(over)) {
            oldest.remove();
        }
        return last.putIfAbsent(id, now) == null;
    }
}
