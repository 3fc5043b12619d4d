package io.opsbus.agent.run;

import io.opsbus.agent.Report;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Reports that are told beside the scripts that run: one the server does not take yet holds no other task up. */
final class Beside {
    private final Reports reports;
    private final AtomicInteger untold = new AtomicInteger();
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    Beside(Reports reports) {
        this.reports = reports;
    }

    /** Returns at once. */
    void tell(Report report) {
        tell(report, () -> {});
    }

    /** Does something of which a report comes, unless the one of the same is being told: then it was done already. */
    void tellOnce(String id, Supplier<Report> done) {
        if (inHand.add(id)) {
            tell(done.get(), () -> inHand.remove(id));
        }
    }

    private void tell(Report report, Runnable then) {
        untold.incrementAndGet();
        Thread.startVirtualThread(() -> {
            try {
                reports.tell(report);
            } finally {
                then.run();
                untold.decrementAndGet();
            }
        });
    }

    /** Whether all are told, or given up. */
    boolean isQuiet() {
        return untold.get() == 0;
    }
}
