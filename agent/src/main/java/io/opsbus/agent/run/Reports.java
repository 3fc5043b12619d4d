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

    /** Keeps a report that ends a run: from here on it is told by this process or, if that can be, by the next. */
    default Kept keep(Report report) {
        return told -> {
            tell(report.withTold(told));
            return true;
        };
    }

    /** A report that is kept. */
    @FunctionalInterface
    interface Kept {
        /**
         * Tells it, after what was kept of the same task before; blocks until it was taken or given up.
         *
         * @param told bytes of output that count as dropped in it and were told after all
         * @return false when the agent ends before, or newer ones have taken its place
         */
        boolean tell(int told);
    }
}
