package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Recovery;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Held targets in the table {@code held_targets}. */
public final class PostgresHeldTargets implements HeldTargets {
    private static final String HOLD = """
            insert into held_targets (target, account, reason, since) values (?, ?, ?, ?)
            on conflict (target) do update set reason = excluded.reason
                where held_targets.reason = 'unconsented' and excluded.reason <> 'unconsented'""";

    /**
     * What was routed before the hold loses the time it was held, what was routed meanwhile all its age; from when a stop of all sending began,
     * the stop counts for it. What had failed is due, as after an outage, also when the target was not held.
     */
    private static final String RELEASE = """
            with gone as (delete from held_targets where target = ? returning target, since),
                streak as (delete from failing_targets where target = ?),
                soon as (select id from parked where target = ? and attempts > 0 and held_since is null and due_at > ?
                    limit ? for update skip locked)
            update parked p set
                routed_at = p.routed_at + coalesce((select greatest(interval '0', least(?, (
                        select min(s.since) from stops s
                        where s.ending_at is null and (s.account = '' or s.account = p.account)))
                    - greatest(p.routed_at, since)) from gone), interval '0'),
                due_at = case when p.id in (select id from soon) then ? + random() * make_interval(secs => ?) else p.due_at end
            where p.target = ? and (exists (select from gone) or p.id in (select id from soon))""";

    private final Database database;

    /** @param source autocommit connections to a database migrated to {@code db/migration/notifier} */
    public PostgresHeldTargets(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public List<HeldTarget> all() {
        return database.run(
                "select * from held_targets order by since, target",
                (_, statement) -> Database.rows(statement, PostgresHeldTargets::held));
    }

    static HeldTarget held(ResultSet found) throws SQLException {
        return new HeldTarget(
                new TargetId(found.getString("target")),
                new AccountId(found.getString("account")),
                HeldTarget.Reason.of(found.getString("reason")).orElseThrow(),
                time(found, "since"),
                found.getString("last_outcome") == null ? Optional.empty() : Optional.of(streak(found)));
    }

    private static Streak streak(ResultSet found) throws SQLException {
        var status = found.getInt("last_status");
        return new Streak(
                time(found, "failing_since"),
                found.getLong("failures"),
                new Streak.Answer(
                        time(found, "last_at"),
                        found.getString("last_outcome"),
                        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                        found.getString("last_said")));
    }

    private static Instant time(ResultSet found, String column) throws SQLException {
        return found.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void hold(HeldTarget target) {
        database.run(HOLD, (_, statement) -> {
            statement.setString(1, target.target().value());
            statement.setString(2, target.account().value());
            statement.setString(3, target.reason().word());
            statement.setObject(4, Database.time(target.since()));
            return statement.executeUpdate();
        });
    }

    @Override
    public void release(TargetId target, Instant now) {
        database.run(RELEASE, (_, statement) -> {
            statement.setString(1, target.value());
            statement.setString(2, target.value());
            statement.setString(3, target.value());
            statement.setObject(4, Database.time(now.plus(Recovery.SPREAD)));
            statement.setInt(5, Recovery.MOST);
            statement.setObject(6, Database.time(now));
            statement.setObject(7, Database.time(now));
            statement.setDouble(8, (double) Recovery.SPREAD.toSeconds());
            statement.setString(9, target.value());
            return statement.executeUpdate();
        });
    }

    @Override
    public Optional<Instant> next(TargetId target) {
        var sql = """
                select d.due_at from unnest(array[true, false]) as w (queues) cross join lateral (
                    select p.due_at from parked p where p.target = ? and p.queues = w.queues order by p.due_at limit 1) d
                order by d.due_at limit 1""";
        return database.run(sql, (_, statement) -> {
            statement.setString(1, target.value());
            return Database.rows(
                            statement,
                            found -> found.getObject(1, OffsetDateTime.class).toInstant())
                    .stream()
                    .findFirst();
        });
    }

    @Override
    public long waiting(TargetId target) {
        return database.run("select count(*) from parked where target = ?", (_, statement) -> {
            statement.setString(1, target.value());
            return Database.rows(statement, found -> found.getLong(1)).getFirst();
        });
    }
}
