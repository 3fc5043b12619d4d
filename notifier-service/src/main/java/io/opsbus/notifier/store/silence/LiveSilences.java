package io.opsbus.notifier.store.silence;

import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.silence.InForce;
import io.opsbus.notifier.silence.Silence;
import java.time.InstantSource;

/** The silences as this process knows them. Routing never waits for the store: while it is away, those known stay in force until their end. */
public final class LiveSilences {
    private final Shelf<Silence> shelf;
    private final InstantSource clock;
    private volatile InForce inForce = InForce.NONE;
    private long revision;

    /** None until the first {@link #refresh}. */
    public LiveSilences(Shelf<Silence> shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /** Takes in what was committed before this call, and lets go what is over. */
    public synchronized void refresh() {
        var news = shelf.since(revision);
        inForce = inForce.with(news.changed(), news.deleted(), clock.instant());
        revision = news.revision();
    }

    /** Those that are not over. */
    public InForce inForce() {
        return inForce;
    }
}
