package io.opsbus.event.bus;

import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the due timers of system events back into their ledger. */
public final class DueEvents implements Consumer<Timer.Due> {
    private static final Logger LOGGER = LoggerFactory.getLogger(DueEvents.class);

    /** Later than this, somebody should know: the service was away. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Ledger<EventId, SystemEvent, EventFact> ledger;
    private final EventDecisions decisions;
    private final InstantSource clock;

    /** Timers of this ledger. */
    public DueEvents(Ledger<EventId, SystemEvent, EventFact> ledger, EventDecisions decisions, InstantSource clock) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public void accept(Timer.Due due) {
        Instant now = clock.instant();
        tellLate(List.of(due), now);
        var change = change(due, now);
        ledger.change(change.id(), change.key(), change.decide());
    }

    /** The same for several, in one transaction. */
    public void acceptAll(List<Timer.Due> all) {
        Instant now = clock.instant();
        tellLate(all, now);
        ledger.changeAll(all.stream().map(due -> change(due, now)).toList());
    }

    private Ledger.Change<EventId, SystemEvent, EventFact> change(Timer.Due due, Instant now) {
        return new Ledger.Change<>(
                new EventId(due.payload()),
                ChangeKey.ofTimer(due),
                event -> decisions.on(event, new EventInput.Due(), now));
    }

    /** One line however many: after a long absence thousands are late. */
    private static void tellLate(List<Timer.Due> all, Instant now) {
        all.stream().min(Comparator.comparing(Timer.Due::dueAt)).ifPresent(first -> {
            var late = Duration.between(first.dueAt(), now);
            if (late.compareTo(LATE) > 0) {
                LOGGER.atWarn()
                        .addKeyValue("eventId", first.payload())
                        .addKeyValue("dueAt", first.dueAt())
                        .addKeyValue("late", late)
                        .addKeyValue("events", all.size())
                        .log("system events go on late");
            }
        });
    }
}
