package io.opsbus.agent.run;

import io.opsbus.agent.Report;
import java.util.concurrent.CompletableFuture;

/** Where reports go: the server, or a test. */
public interface Reports {
    /** Sends a report, and again while the server cannot take it; blocks until it was taken or given up. */
    void tell(Report report);

    /**
     * Sends a report once, in the background.
     *
     * @return whether the server took it; never fails
     */
    CompletableFuture<Boolean> tellOnce(Report report);
}
