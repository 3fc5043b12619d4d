package io.opsbus.notifier.store.silence;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.silence.InForce;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Inhibitions;
import io.opsbus.notifier.silence.Mutes;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.silence.Silence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silences and inhibitions as this process knows them. Routing never waits for them to be read: while the store is away, silences that are known
 * stay in force until their end, and what an inhibition would keep back is told: noise is better than nothing.
 */
public final class LiveMutes implements Mutes {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveMutes.class);

    private final Shelf<Silence> silences;
    private final Shelf<Inhibition> inhibitions;
    private final Ongoing ongoing;
    private final InstantSource clock;
    private volatile InForce inForce = InForce.NONE;
    private volatile Inhibitions known = Inhibitions.NONE;
    private long silencesRead;
    private long inhibitionsRead;

    /** None until the first {@link #refresh}. */
    public LiveMutes(Shelf<Silence> silences, Shelf<Inhibition> inhibitions, Ongoing ongoing, InstantSource clock) {
        this.silences = silences;
        this.inhibitions = inhibitions;
        this.ongoing = ongoing;
        this.clock = clock;
    }

    /** Takes in what was committed before this call, and lets go what is over. */
    public synchronized void refresh() {
        var made = silences.since(silencesRead);
        inForce = inForce.with(made.changed(), made.deleted(), clock.instant());
        silencesRead = made.revision();
        var changed = inhibitions.since(inhibitionsRead);
        known = known.with(changed.changed(), changed.deleted());
        inhibitionsRead = changed.revision();
    }

    /** The silences that are not over. */
    public InForce inForce() {
        return inForce;
    }

    /** The inhibitions there are. */
    public Inhibitions inhibitions() {
        return known;
    }

    @Override
    public Optional<String> pass(Event event, boolean wanted, Supplier<UUID> identity, Instant now) {
        var silenced =
                wanted ? inForce.over(event, now).map(silence -> silence.key().name()) : Optional.<String>empty();
        try {
            var inhibited = known.pass(event, wanted && silenced.isEmpty(), identity, ongoing, now);
            return silenced.isPresent() ? silenced : inhibited;
        } catch (Parking.Away _) {
            LOGGER.atWarn()
                    .addKeyValue("accountId", event.account().value())
                    .log("told without asking what is ongoing");
            return silenced;
        }
    }
}
