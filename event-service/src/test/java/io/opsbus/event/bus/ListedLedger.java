package io.opsbus.event.bus;

import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.query.InMemorySystemEvents;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryOutbox;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.memory.InMemoryTimers;
import io.opsbus.ledger.timer.TimerLoop;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The fake ledger whose events can also be looked up, as the one in PostgreSQL lets. */
public final class ListedLedger implements Ledger<EventId, SystemEvent, EventFact> {
    private final InMemoryTables tables = new InMemoryTables();
    private final InMemorySystemEvents events = new InMemorySystemEvents();
    private final InMemoryLedger<EventId, SystemEvent, EventFact> ledger;

    public ListedLedger(FactEncoder<EventFact> encoder, InstantSource clock) {
        this.ledger = new InMemoryLedger<>("event.cycle", tables, encoder, World.of(clock), () -> {});
    }

    public InMemorySystemEvents events() {
        return events;
    }

    /** The timers its changes set, fired by {@code fire}. */
    public TimerLoop timers(Consumer<Timer.Due> fire, InstantSource clock) {
        return new TimerLoop(
                new InMemoryTimers("event.cycle", tables), fire, World.of(clock), TimerLoop.Settings.DEFAULT);
    }

    /** What was published, in order. */
    public List<OutboxRecord> told() {
        try (var turn = new InMemoryOutbox(tables).claim().orElseThrow()) {
            return turn.read(1_000_000).stream().map(row -> row.record()).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public <R> Decision<SystemEvent, R, EventFact> change(
            EventId id, ChangeKey key, ReplyCodec<R> replies, Decide<SystemEvent, R, EventFact> decide) {
        var decision = ledger.change(id, key, replies, decide);
        events.put(id, ledger.state(id).orElse(null));
        return decision;
    }
}
