package io.opsbus.invocation.wiring;

import io.opsbus.invocation.bus.AlertRecords;
import io.opsbus.invocation.bus.InvocationRecords;
import io.opsbus.invocation.bus.TaskRecords;
import io.opsbus.invocation.control.AgentDesk;
import io.opsbus.invocation.control.Alarms;
import io.opsbus.invocation.control.FleetDesk;
import io.opsbus.invocation.control.InvocationDesk;
import io.opsbus.invocation.control.Kicks;
import io.opsbus.invocation.control.Ledgers;
import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.control.Reads;
import io.opsbus.invocation.control.Settling;
import io.opsbus.invocation.control.TaskDesk;
import io.opsbus.invocation.store.ActivationStates;
import io.opsbus.invocation.store.InvocationStates;
import io.opsbus.invocation.store.ManagedStates;
import io.opsbus.invocation.store.TaskStates;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.GroupedLedger;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.relay.Relay;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Desks over ledgers and reads. */
record Desks(
        InvocationDesk invocations,
        ManagedDesk managed,
        AgentDesk agents,
        FleetDesk fleet,
        Alarms alarms,
        Settling settling,
        Kicks kicks) {
    private static final int TEXT_LENGTH = 32;
    private static final int TEXT_BITS = 192;

    /**
     * Joins them.
     *
     * @param fresh texts of small letters and digits nobody had before
     * @param soon runs what is put off
     */
    static Desks of(
            Ledgers ledgers, Reads reads, Settings.Work settings, Clock clock, Supplier<String> fresh, Executor soon) {
        var kicks =
                new Kicks((after, what) -> CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(what));
        var settling = new Settling(ledgers, settings.limits().kept(), clock, fresh, soon);
        var tasks = new TaskDesk(ledgers, reads, settling, kicks, fresh, settings.tasks(), clock.instant());
        var managed = new ManagedDesk(ledgers, reads, tasks, kicks, fresh, settings.managed());
        return new Desks(
                new InvocationDesk(ledgers, reads, kicks, settling, settings.limits(), settings.tasks()),
                managed,
                new AgentDesk(managed, tasks, reads, kicks, settings.tasks().silence(), clock),
                new FleetDesk(reads, tasks),
                new Alarms(ledgers, reads, tasks, kicks, settling, clock),
                settling,
                kicks);
    }

    /** Texts nobody had before: 32 small letters and digits, more than 160 random bits. */
    static Supplier<String> freshTexts() {
        var random = new SecureRandom();
        // the leading zeros keep the length
        return () -> {
            String text = new BigInteger(TEXT_BITS, random).toString(Character.MAX_RADIX);
            return "0".repeat(Math.max(0, TEXT_LENGTH - text.length()))
                    + text.substring(Math.max(0, text.length() - TEXT_LENGTH));
        };
    }

    /** The ledgers of this service in one database. */
    static Ledgers ledgers(
            DataSource database,
            InvocationRecords invocations,
            TaskRecords tasks,
            AlertRecords alerts,
            World world,
            Relay relay,
            Clock clock) {
        return new Ledgers(
                new PostgresLedger<>(
                        Ledgers.INVOCATIONS, database, new InvocationStates(clock), invocations, world, relay::wake),
                new GroupedLedger<>(
                        new PostgresLedger<>(Ledgers.TASKS, database, new TaskStates(), tasks, world, relay::wake)),
                new PostgresLedger<>(Ledgers.TASKS, database, TaskStates.mending(), tasks, world, relay::wake),
                new PostgresLedger<>(Ledgers.ACTIVATIONS, database, new ActivationStates(), alerts, world, relay::wake),
                new PostgresLedger<>(Ledgers.MANAGED, database, new ManagedStates(), alerts, world, relay::wake));
    }
}
