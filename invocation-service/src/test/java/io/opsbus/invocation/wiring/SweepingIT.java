package io.opsbus.invocation.wiring;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.control.Ledgers;
import io.opsbus.invocation.control.Settling;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.store.InvocationStates;
import io.opsbus.invocation.store.PostgresInvocations;
import io.opsbus.invocation.store.TaskStates;
import io.opsbus.invocation.store.TestDatabase;
import io.opsbus.invocation.store.memory.InMemoryFleet;
import io.opsbus.invocation.store.spent.PostgresSpentRequests;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationSlot;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** One row that cannot be read keeps the sweep from nothing else. */
class SweepingIT {
    private static final InvocationSlot.Limits LIMITS = new InvocationSlot.Limits(10, Duration.ofMinutes(1));

    private static final String REQUEST = UUID.randomUUID().toString();

    private final DataSource database = TestDatabase.fresh();
    private final SettableClock clock = SettableClock.at(NOON);
    private final World world = World.of(clock);
    private final List<InvocationFact> told = new ArrayList<>();
    private final Invocations invocations = new PostgresInvocations(Jdbi.create(database));
    private final Ledgers ledgers = ledgers();
    private final Settling settling = new Settling(
            ledgers, Duration.ofDays(30), clock, () -> UUID.randomUUID().toString(), Runnable::run);

    SweepingIT() throws SQLException {}

    private static <F> FactEncoder<F> untold() {
        return _ -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact");
    }

    private Ledgers ledgers() {
        var fleet = new InMemoryFleet(new InMemoryTables(), untold(), world);
        return new Ledgers(
                new PostgresLedger<>(
                        Ledgers.INVOCATIONS,
                        database,
                        new InvocationStates(clock),
                        fact -> {
                            told.add(fact);
                            return OutboxRecord.tombstone("topic", "key", Map.of(), "fact");
                        },
                        world,
                        () -> {}),
                new PostgresLedger<>(Ledgers.TASKS, database, new TaskStates(), untold(), world, () -> {}),
                new PostgresLedger<>(Ledgers.TASKS, database, TaskStates.mending(), untold(), world, () -> {}),
                fleet.activationLedger(),
                fleet.managedLedger());
    }

    private void create(int n) {
        var invocation = Given.invocation(n, RepeatMode.ONCE);
        var _ = ledgers.invocations()
                .change(
                        invocation.place(),
                        ChangeKey.once("create/" + n),
                        slot -> (slot == null ? InvocationSlot.EMPTY : slot)
                                .create(invocation, List.of(Given.task(n, RepeatMode.ONCE, LINUX)), LIMITS));
    }

    private void spoil(int n) throws SQLException {
        TestDatabase.execute(
                database,
                "update invocations set body = '{' where id = '%s'"
                        .formatted(Given.place(n).id()));
    }

    @Test
    void whatStandsBehindARowThatCannotBeReadIsSwept() throws SQLException {
        create(1);
        create(2);
        spoil(1);
        try (var spent = new PostgresSpentRequests(database)) {
            assertThat(spent.spend(LINUX, REQUEST, NOON)).isTrue();
            clock.advance(Duration.ofMinutes(12));
            try (var sweeping = new Sweeping(settling, invocations, spent, clock)) {
                sweeping.sweep();
                sweeping.sweep();
            }
            assertThat(spent.spend(LINUX, REQUEST, NOON)).as("it was forgotten").isTrue();
        }
        assertThat(told)
                .filteredOn(InvocationFact.Status.class::isInstance)
                .extracting(fact -> ((InvocationFact.Status) fact).invocation().place())
                .containsExactly(Given.place(2));
        assertThat(settling.broken()).isEqualTo(1);
    }

    @Test
    void spentRequestsAreForgottenAlsoWhenNothingCanBeSummedUp() throws SQLException {
        TestDatabase.execute(database, "alter table tasks rename to lost");
        try (var spent = new PostgresSpentRequests(database);
                var sweeping = new Sweeping(settling, invocations, spent, clock)) {
            assertThat(spent.spend(LINUX, REQUEST, NOON)).isTrue();
            clock.advance(Duration.ofMinutes(12));
            sweeping.sweep();
            assertThat(spent.spend(LINUX, REQUEST, NOON)).as("it was forgotten").isTrue();
        }
    }
}
