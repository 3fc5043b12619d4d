package io.opsbus.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a command comes from.
 *
 * @param created when it was accepted
 * @param version 1, or one more than that of the command it was cloned from (guide 2.3.5: a clone is like a new version)
 * @param clonedFrom null when it is no clone; that command may be gone
 */
public record Origin(Instant created, int version, @Nullable CommandId clonedFrom) {
    public static Origin fresh(Instant created) {
        return new Origin(created, 1, null);
    }
}
