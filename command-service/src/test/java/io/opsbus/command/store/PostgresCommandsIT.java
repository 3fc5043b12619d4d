package io.opsbus.command.store;

import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.Slot;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.command.use.InvokeTimes;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresCommandsIT extends CommandsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    Ledger<CommandPlace, Slot, CommandFact> emptyLedger() {
        try {
            TestDatabase.execute(
                    source, "truncate commands, command_uses, counted_invocations, outbox, applied_changes, timers");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresLedger<>(
                "command",
                source,
                new CommandStates(),
                fact -> OutboxRecord.tombstone("topic", fact.id().text(), Map.of(), fact.id() + "." + fact.revision()),
                World.of(() -> Given.NOON),
                () -> {});
    }

    @Override
    Commands commands() {
        return new PostgresCommands(Jdbi.create(source));
    }

    @Override
    InvokeTimes times() {
        return new PostgresInvokeTimes(Jdbi.create(source));
    }

    @Override
    CommandUses uses() {
        return new PostgresCommandUses(Jdbi.create(source));
    }

    @Test
    void whatWasCountedLongAgoIsForgottenAndStaysCounted() throws SQLException {
        create(Given.command(ALICES, 1));
        var place = new CommandPlace(ALICES, id(1));
        times().count(List.of(new InvocationNews.Began("t-1", place), new InvocationNews.Began("t-2", place)));
        Instant now = Instant.now();
        assertThat(PostgresInvokeTimes.forget(source, now.minusSeconds(3_600), 10))
                .isZero();
        assertThat(PostgresInvokeTimes.forget(source, now.plusSeconds(3_600), 1))
                .isEqualTo(1);
        assertThat(PostgresInvokeTimes.forget(source, now.plusSeconds(3_600), 10))
                .isEqualTo(1);
        assertThat(times().of(ALICES, List.of(id(1)))).containsEntry(id(1), 2L);
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");

        assertThatExceptionOfType(Commands.Away.class)
                .isThrownBy(() -> new PostgresCommands(Jdbi.create(nowhere)).find(ALICES, id(1)));
        assertThatExceptionOfType(Commands.Away.class)
                .isThrownBy(
                        () -> new PostgresCommandUses(Jdbi.create(nowhere)).take(List.of(new UseNews.Ended("t-1"))));
    }
}
