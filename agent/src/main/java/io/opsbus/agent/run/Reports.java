package io.opsbus.agent.run;

import io.opsbus.agent.Report;
import java.util.function.BooleanSupplier;

/** Where reports go: the server, or a test. */
@FunctionalInterface
public interface Reports {
    /**
     * Sends a report, and again while the server cannot take it; blocks until it was taken or given up.
     *
     * @return whether it was taken
     */
    boolean tell(Report report);

    /** The same; given up, too, as soon as nobody needs it any more. */
    default boolean tell(Report report, BooleanSupplier isMoot) {
        return tell(report);
    }
}
