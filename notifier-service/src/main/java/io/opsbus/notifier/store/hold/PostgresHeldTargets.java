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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Held targets in the table {@code held_targets}. */
public final class PostgresHeldTargets implements HeldTargets {
    private static final String HOLD = """
            insert into held_targets as h (target, account, reason, since, by_operator) values (?, ?, ?, ?, ?)
            on conflict (target) do update set by_operator = h.by_operator or excluded.by_operator,
                reason = case when h.reason = 'unconsented' then excluded.reason else h.reason end
                where (h.reason = 'unconsented' and excluded.reason <> 'unconsented')
                    or (excluded.by_operator and not h.by_operator)""";

    /**
     * What was routed before the hold loses the time it was held, what was routed meanwhile all its age; from when a stop of all sending began,
     * the stop counts for it. What had failed is due, as after an outage, also when the target was not held. Nothing comes of it where an operator holds
     * the target and it is not he who asks.
     */
    private static final String RELEASE = """
            with asked as (select ?::text as target where ?::boolean or not exists (
                    select from held_targets h where h.target = ? and h.by_operator)),
                gone as (delete from held_targets h using asked a where h.target = a.target and (not h.by_operator or ?)
                    returning h.target, h.since),
                streak as (delete from failing_targets f using asked a where f.target = a.target),
                soon as (select id from parked where target = (select target from asked) and attempts > 0 and held_since is null
                    and due_at > ? limit ? for update skip locked)
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

    @Override
    public List<HeldTarget> of(AccountId account) {
        return database.run("select * from held_targets where account = ? order by since, target", (_, statement) -> {
            statement.setString(1, account.value());
            return Database.rows(statement, PostgresHeldTargets::held);
        });
    }

    static HeldTarget held(ResultSet found) throws SQLException {
        return new HeldTarget(
                new TargetId(found.getString("target")),
                new AccountId(found.getString("account")),
                HeldTarget.Reason.of(found.getString("reason")).orElseThrow(),
                time(found, "since"),
                found.getString("last_outcome") == null ? Optional.empty() : Optional.of(streak(found)),
                found.getBoolean("by_operator"));
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
            statement.setBoolean(5, target.byOperator());
            return statement.executeUpdate();
        });
    }

    @Override
    public void release(TargetId target, Instant now) {
        release(target, now, true);
    }

    @Override
    public boolean releaseForAccount(TargetId target, Instant now) {
        release(target, now, false);
        return database.run("select from held_targets where target = ? and by_operator", (_, statement) -> {
            statement.setString(1, target.value());
            return Database.rows(statement, _ -> target).isEmpty();
        });
    }

    private void release(TargetId target, Instant now, boolean isOperator) {
        database.run(RELEASE, (_, statement) -> {
            statement.setString(1, target.value());
            statement.setBoolean(2, isOperator);
            statement.setString(3, target.value());
            statement.setBoolean(4, isOperator);
            statement.setObject(5, Database.time(now.plus(Recovery.SPREAD)));
            statement.setInt(6, Recovery.MOST);
            statement.setObject(7, Database.time(now));
            statement.setObject(8, Database.time(now));
            statement.setDouble(9, (double) Recovery.SPREAD.toSeconds());
            statement.setString(10, target.value());
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
    public Map<TargetId, Long> waiting(Collection<TargetId> targets) {
        var sql = "select target, count(*) from parked where target = any(?) group by target";
        return database.run(sql, (connection, statement) -> {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", targets.stream().map(TargetId::value).toArray()));
            return Database.rows(statement, found -> Map.entry(new TargetId(found.getString(1)), found.getLong(2)))
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
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
