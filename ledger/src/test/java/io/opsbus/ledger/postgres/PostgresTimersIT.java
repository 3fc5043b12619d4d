package io.opsbus.ledger.postgres;

import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World;
import io.opsbus.ledger.timer.Timers;
import io.opsbus.ledger.timer.TimersContract;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresTimersIT extends TimersContract {

    private DataSource source = new PGSimpleDataSource();

    @BeforeEach
    void emptyDatabase() throws SQLException {
        source = TestDatabase.empty();
    }

    @Override
    protected Timers timers() {
        return new PostgresTimers("tallies", source);
    }

    @Override
    protected Ledger<String, Tally, Counted> ledger(World world) {
        return new PostgresLedger<>("tallies", source, new TallyStates(), Tally::encode, world, () -> {});
    }
}
