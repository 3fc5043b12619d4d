package io.opsbus.command.store;

import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.id;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.Slot;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
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
            TestDatabase.execute(source, "truncate commands, command_uses, outbox, applied_changes, timers");
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
    CommandUses uses() {
        return new PostgresCommandUses(Jdbi.create(source));
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
