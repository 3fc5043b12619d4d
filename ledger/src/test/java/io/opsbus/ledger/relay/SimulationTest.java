package io.opsbus.ledger.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.relay.Simulation.Bug;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of seeds in seconds. Other seeds every run; {@code -Dopsbus.seed=N} replays one.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SimulationTest {

    private static final String SEED = "opsbus.seed";
    private static final int SEEDS = 3_000;

    @Test
    void noSeedLosesRepeatsOrReordersAnything() {
        Long replay = Long.getLong(SEED);
        long first = replay == null ? new Random().nextLong() : replay;
        long last = replay == null ? first + SEEDS - 1 : first;
        System.out.println("simulation: seeds " + first + " to " + last);
        for (long seed = first; seed <= last; seed++) {
            run(seed, Bug.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Bug bug) {
        int found = 0;
        for (long seed = 0; seed < 200; seed++) {
            try {
                run(seed, bug);
            } catch (AssertionError seen) {
                found++;
            }
        }
        System.out.println("simulation: " + bug + " found by " + found + " of 200 seeds");
        assertThat(found).isPositive();
    }

    private static void run(long seed, Bug bug) {
        try {
            new Simulation(seed, bug).run();
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw new AssertionError(e.getMessage() + " - replay with -D" + SEED + "=" + seed, e);
        }
    }
}
