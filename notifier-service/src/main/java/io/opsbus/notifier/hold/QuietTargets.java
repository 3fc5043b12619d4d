package io.opsbus.notifier.hold;

import io.opsbus.notifier.TargetId;
import java.time.Instant;
import java.util.Map;

/** Until when targets asked to be left alone; durable, and the same for every process. */
public interface QuietTargets {
    /** Takes note of what they asked; of several moments the latest counts. What is over by {@code now} may be forgotten. */
    void rest(Map<TargetId, Instant> until, Instant now);

    /** Those that want quiet at this moment, and until when. */
    Map<TargetId, Instant> at(Instant now);
}
