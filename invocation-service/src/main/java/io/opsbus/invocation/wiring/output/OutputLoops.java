package io.opsbus.invocation.wiring.output;

import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.Retrying;
import io.opsbus.invocation.objectstore.Delivering;
import io.opsbus.invocation.objectstore.HttpOutputStore;
import io.opsbus.invocation.objectstore.StoreSettings;
import io.opsbus.ledger.start.Loop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The threads that deliver output; none where there is no object store. */
public final class OutputLoops implements AutoCloseable {
    /** One that is slow to take an object does not keep all others waiting; the connections of the database are few. */
    private static final int THREADS = 3;

    /** What a try takes beyond its time-out. */
    private static final Duration MORE = Duration.ofMinutes(1);

    private final List<Loop> loops = new ArrayList<>();
    private final @Nullable HttpOutputStore store;

    /**
     * Begins once the database is prepared.
     *
     * @param settings null: nothing is delivered
     */
    public OutputLoops(
            @Nullable StoreSettings settings, DueOutputs due, CompletableFuture<Void> prepared, InstantSource clock) {
        if (settings == null) {
            store = null;
            return;
        }
        store = new HttpOutputStore(settings, clock);
        var usual = Retrying.USUAL;
        var retrying = new Retrying(usual.first(), usual.longest(), settings.patience());
        for (int n = 0; n < THREADS; n++) {
            var delivering =
                    new Delivering(due, store, retrying, settings.timeout().plus(MORE), clock);
            loops.add(new Loop("invocation-service-outputs-" + n, prepared, delivering, delivering::close));
        }
    }

    @Override
    public void close() {
        if (store != null) {
            // first, so that nobody waits for an answer
            store.close();
        }
        loops.forEach(Loop::close);
    }
}
