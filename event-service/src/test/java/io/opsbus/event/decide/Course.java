package io.opsbus.event.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Moment;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryOutbox;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.memory.InMemoryTimers;
import io.opsbus.ledger.timer.TimerLoop;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Events living in a ledger, with a clock that a test moves: everything real but the database and Kafka. */
final class Course {
    private static final String LEDGER = "events";

    final SettableClock clock;
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemoryLedger<EventId, SystemEvent, EventFact> ledger;
    private final TimerLoop timers;
    private final EventDecisions decisions;
    private final CycleRules rules;
    private final AtomicInteger keys = new AtomicInteger();

    Course(Instant start) {
        this(start, CycleRules.GUIDE);
    }

    Course(Instant start, CycleRules rules) {
        this.clock = SettableClock.at(start);
        this.rules = rules;
        this.decisions = new EventDecisions(rules);
        World world = World.of(clock);
        this.ledger = new InMemoryLedger<>(LEDGER, tables, Course::encode, world, () -> {});
        this.timers = anotherProcess();
    }

    /** A timer loop of another process over the same database. */
    TimerLoop anotherProcess() {
        return new TimerLoop(
                new InMemoryTimers(LEDGER, tables), this::fire, World.of(clock), TimerLoop.Settings.DEFAULT);
    }

    Decision<SystemEvent, Done, EventFact> change(EventId id, EventInput input) {
        return change(id, ChangeKey.once("" + keys.incrementAndGet()), input);
    }

    Decision<SystemEvent, Done, EventFact> change(EventId id, ChangeKey key, EventInput input) {
        Instant now = clock.instant();
        return ledger.change(id, key, event -> decisions.on(event, input, now));
    }

    private void fire(Timer.Due due) {
        change(new EventId(due.payload()), ChangeKey.ofTimer(due), new EventInput.Due());
    }

    /** Moves the clock to this time, from moment to moment of the event on the way. */
    void walkTo(EventId id, Instant time) throws SQLException {
        for (var next = moment(id); next.isPresent() && !next.get().isAfter(time); next = moment(id)) {
            if (next.get().isAfter(clock.instant())) {
                clock.set(next.get());
            }
            fireAll();
        }
        clock.set(time);
        fireAll();
    }

    /** Fires until nothing is due. */
    void fireAll() throws SQLException {
        while (timers.step() > 0) {
            // the next step of an event that is behind is due at once
        }
    }

    private Optional<Instant> moment(EventId id) {
        return ledger.state(id).flatMap(event -> Moment.next(event, rules)).map(Moment::at);
    }

    Optional<SystemEvent> event(EventId id) {
        return ledger.state(id);
    }

    Published published(EventId id) {
        return (Published) ledger.state(id).orElseThrow();
    }

    /** Everything published so far, {@code time kind status}. */
    List<String> told() throws SQLException {
        var told = new ArrayList<String>();
        try (var turn = new InMemoryOutbox(tables).claim().orElseThrow()) {
            for (var row : turn.read(1_000_000)) {
                byte[] value = row.record().value();
                told.add(row.savedAt() + " " + (value == null ? "" : new String(value, UTF_8)));
            }
        }
        return told;
    }

    private static OutboxRecord encode(EventFact fact) {
        String text = switch (fact) {
            case EventFact.Announced(Published event, var _) -> event.status().word();
            case EventFact.Asked(Published event, var operation, var _) -> "please " + operation;
        };
        return new OutboxRecord(
                "topic",
                fact.event().subject().target().resource().text(),
                text.getBytes(UTF_8),
                java.util.Map.of(),
                fact.factId());
    }
}
