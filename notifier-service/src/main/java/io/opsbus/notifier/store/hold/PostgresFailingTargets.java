package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Recovery;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.store.sql.Columns;
import io.opsbus.notifier.store.sql.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Failing targets in the table {@code failing_targets}; what is disabled stands in {@code held_targets}. */
public final class PostgresFailingTargets implements FailingTargets {
    /** What failed in an outage that is over is due soon ({@link Recovery}); rows somebody has in hand are left alone. */
    private static final String SUCCEEDED = """
            with over as (
                delete from failing_targets f using unnest(?::text[], ?::timestamptz[]) as s (target, at)
                where f.target = s.target and f.since <= s.at
                returning f.target, s.at, s.at >= f.since + make_interval(secs => ?) as outage)
            update parked p set due_at = x.at + random() * make_interval(secs => ?) from (
                select c.* from over cross join lateral (
                    select q.id, over.at from parked q where q.target = over.target and q.attempts > 0
                        and q.held_since is null and q.due_at > over.at + make_interval(secs => ?)
                    limit ? for update skip locked) c
                where over.outage) x
            where p.id = x.id""";

    /** Only what came after the last failure known counts: a batch that is read again adds nothing. */
    private static final String FAILED = """
            insert into failing_targets as f (target, account, since, failures, last_at, last_outcome, last_status, last_said)
            select x.target, min(x.account), min(x.at), count(*), max(x.at), (array_agg(x.outcome order by x.at desc))[1],
                (array_agg(x.status order by x.at desc))[1], (array_agg(x.said order by x.at desc))[1]
            from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::int[], ?::text[])
                as x (target, account, at, outcome, status, said)
            left join failing_targets k on k.target = x.target
            where k.target is null or x.at > k.last_at
            group by x.target
            on conflict (target) do update set since = least(f.since, excluded.since),
                failures = f.failures + excluded.failures, last_at = excluded.last_at,
                last_outcome = excluded.last_outcome, last_status = excluded.last_status, last_said = excluded.last_said""";

    private static final String DISABLE = """
            insert into held_targets (target, account, reason, since, failing_since, failures, last_at, last_outcome,
                last_status, last_said)
            select target, account, 'failing', ?, since, failures, last_at, last_outcome, last_status, last_said
            from failing_targets where failures >= ? and last_at - since >= make_interval(secs => ?)
            on conflict (target) do nothing returning *""";

    private static final String UNTOLD = """
            update held_targets set telling_until = ? where target in (
                select target from held_targets where reason = 'failing' and not told
                    and (telling_until is null or telling_until <= ?) for update skip locked)
            returning *""";

    private static final String TOLD = "update held_targets set told = true where target = ?";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresFailingTargets(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public void take(List<Ending> endings) {
        var batch = Ending.Batch.of(endings);
        if (!batch.successes().isEmpty()) {
            succeeded(List.copyOf(batch.successes().entrySet()));
        }
        if (!batch.failures().isEmpty()) {
            failed(batch.failures());
        }
    }

    private void succeeded(List<Map.Entry<TargetId, Instant>> targets) {
        database.run(SUCCEEDED, (connection, statement) -> {
            new Columns<>(connection, statement, targets)
                    .add("text", one -> one.getKey().value())
                    .add("timestamptz", one -> one.getValue().toString());
            statement.setDouble(3, (double) Recovery.OUTAGE.toSeconds());
            statement.setDouble(4, (double) Recovery.SPREAD.toSeconds());
            statement.setDouble(5, (double) Recovery.SPREAD.toSeconds());
            statement.setInt(6, Recovery.MOST);
            return statement.executeUpdate();
        });
    }

    private void failed(List<Ending> endings) {
        database.run(FAILED, (connection, statement) -> {
            new Columns<>(connection, statement, endings)
                    .add("text", one -> one.target().value())
                    .add("text", one -> one.account().value())
                    .add("timestamptz", one -> one.answer().at().toString())
                    .add("text", one -> one.answer().outcome())
                    .addNullable("int", one -> boxed(one.answer().httpStatus()))
                    .add("text", one -> one.answer().said());
            return statement.executeUpdate();
        });
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    @Override
    public List<HeldTarget> disable(Streak.Patience patience, Instant now) {
        return database.run(DISABLE, (_, statement) -> {
            statement.setObject(1, Database.time(now));
            statement.setLong(2, patience.failures());
            statement.setDouble(3, patience.after().toMillis() / 1000.0);
            return Database.rows(statement, PostgresHeldTargets::held);
        });
    }

    @Override
    public List<HeldTarget> untold(Instant now, Instant until) {
        return database.run(UNTOLD, (_, statement) -> {
            statement.setObject(1, Database.time(until));
            statement.setObject(2, Database.time(now));
            return Database.rows(statement, PostgresHeldTargets::held);
        });
    }

    @Override
    public void told(TargetId target) {
        database.run(TOLD, (_, statement) -> {
            statement.setString(1, target.value());
            return statement.executeUpdate();
        });
    }
}
