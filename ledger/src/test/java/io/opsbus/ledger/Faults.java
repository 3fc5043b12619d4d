package io.opsbus.ledger;

import io.opsbus.ledger.World.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks the connection at chosen steps. */
public final class Faults implements World.FaultPoint {
    private record Plan(Step step, int times, int skip) {}

    private final List<Plan> plans = new ArrayList<>();

    public void loseConnection(Step step, int times) {
        loseConnection(step, times, 0);
    }

    /** Lets {@code skip} passes of the step go well before. */
    public void loseConnection(Step step, int times, int skip) {
        plans.add(new Plan(step, times, skip));
    }

    public void none() {
        plans.clear();
    }

    @Override
    public void at(Step step) throws SQLException {
        var plan = planned(step);
        if (plan == null) {
            return;
        }
        plans.remove(plan);
        if (plan.skip() > 0) {
            plans.add(new Plan(step, plan.times(), plan.skip() - 1));
            return;
        }
        if (plan.times() > 1) {
            plans.add(new Plan(step, plan.times() - 1, 0));
        }
        throw new SQLException("connection lost at " + step, "08006");
    }

    private @Nullable Plan planned(Step step) {
        return plans.stream().filter(plan -> plan.step() == step).findFirst().orElse(null);
    }
}
