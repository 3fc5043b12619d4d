package io.opsbus.notifier.store;

import io.opsbus.ledger.postgres.States;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Subscriptions in the table {@code subscriptions}; written by the ledger only. */
public final class PostgresSubscriptions implements Subscriptions, States<SubscriptionId, Subscription> {
    private static final KeptJson JSON = new KeptJson(Optional.empty());

    private final DataSource source;
    private final TargetSeal seal;

    /** @param source of connections for reading */
    public PostgresSubscriptions(DataSource source, TargetSeal seal) {
        this.source = source;
        this.seal = seal;
    }

    @Override
    public String text(SubscriptionId id) {
        return id.value();
    }

    @Override
    public @Nullable Subscription load(Connection connection, SubscriptionId id) throws SQLException {
        try (var statement = connection.prepareStatement("select * from subscriptions where id = ? and not deleted")) {
            statement.setString(1, id.value());
            var found = read(statement);
            return found.isEmpty() ? null : found.getFirst();
        }
    }

    @Override
    public void save(
            Connection connection, SubscriptionId id, @Nullable Subscription before, @Nullable Subscription after)
            throws SQLException {
        if (after == null) {
            try (var statement = connection.prepareStatement(
                    "update subscriptions set deleted = true, enabled = false, target = '{}', fallback = null where id = ?")) {
                statement.setString(1, id.value());
                statement.executeUpdate();
            }
            return;
        }
        try (var statement = connection.prepareStatement("""
            insert into subscriptions
                (id, account, version, enabled, levels, names, product, resources, statuses, target, pace,
                fallback, fallback_when_disabled, resource_order)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?)
            on conflict (id) do update set version = excluded.version, enabled = excluded.enabled,
                levels = excluded.levels, names = excluded.names, product = excluded.product,
                resources = excluded.resources, statuses = excluded.statuses,
                pace = excluded.pace, target = coalesce(excluded.target, subscriptions.target),
                fallback = case when ? then subscriptions.fallback else excluded.fallback end,
                fallback_when_disabled = excluded.fallback_when_disabled,
                resource_order = excluded.resource_order\
            """)) {
            fill(connection, statement, after);
            statement.executeUpdate();
        }
    }

    private void fill(Connection connection, PreparedStatement statement, Subscription subscription)
            throws SQLException {
        var selector = subscription.selectors().getFirst();
        statement.setString(1, subscription.id().value());
        statement.setString(2, subscription.account().value());
        statement.setLong(3, subscription.version());
        statement.setBoolean(4, subscription.enabled());
        statement.setArray(5, texts(connection, selector.levels().stream().map(Level::name)));
        statement.setArray(6, texts(connection, selector.names().stream().map(NamePattern::text)));
        statement.setString(7, selector.product());
        statement.setArray(8, texts(connection, selector.resources().texts().stream()));
        var statuses = selector.statuses();
        statement.setArray(9, statuses.isEmpty() ? null : texts(connection, statuses.get().stream()));
        statement.setString(10, form(subscription.id(), Optional.of(subscription.target())));
        statement.setString(11, subscription.pace().equals(Pace.AT_ONCE) ? null : JSON.write(subscription.pace()));
        var fallback = subscription.fallback();
        statement.setString(12, form(subscription.id(), fallback.map(Fallback::target)));
        statement.setBoolean(13, fallback.map(Fallback::whenDisabled).orElse(false));
        statement.setString(14, subscription.order().name());
        statement.setBoolean(
                15,
                fallback.map(Fallback::target)
                        .filter(Unusable.class::isInstance)
                        .isPresent());
    }

    /** Null when there is nothing to write: what cannot be read stays as it is. */
    private @Nullable String form(SubscriptionId id, Optional<Target> target) {
        return target.filter(one -> !(one instanceof Unusable))
                .map(one -> seal.write(id, one))
                .orElse(null);
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    @Override
    public List<Subscription> of(AccountId account) {
        return query("select * from subscriptions where account = ? and not deleted order by id", statement -> {
            statement.setString(1, account.value());
            return read(statement);
        });
    }

    @Override
    public long count(AccountId account) {
        return query("select count(*) from subscriptions where account = ? and not deleted", statement -> {
            statement.setString(1, account.value());
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        });
    }

    @Override
    public Optional<Subscription> find(AccountId account, SubscriptionId id) {
        return query("select * from subscriptions where account = ? and id = ? and not deleted", statement -> {
            statement.setString(1, account.value());
            statement.setString(2, id.value());
            return read(statement).stream().findFirst();
        });
    }

    @Override
    public News since(long revision) {
        return query("select * from subscriptions where revision > ? order by revision", statement -> {
            statement.setLong(1, revision);
            var changed = new ArrayList<Subscription>();
            var deleted = new ArrayList<SubscriptionId>();
            var last = revision;
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    last = found.getLong("revision");
                    if (found.getBoolean("deleted")) {
                        deleted.add(new SubscriptionId(found.getString("id")));
                    } else {
                        changed.add(subscription(found));
                    }
                }
            }
            return new News(last, changed, deleted);
        });
    }

    @FunctionalInterface
    private interface Use<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T query(String sql, Use<T> use) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return use.on(statement);
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }

    private List<Subscription> read(PreparedStatement statement) throws SQLException {
        var subscriptions = new ArrayList<Subscription>();
        try (var found = statement.executeQuery()) {
            while (found.next()) {
                subscriptions.add(subscription(found));
            }
        }
        return subscriptions;
    }

    private Subscription subscription(ResultSet found) throws SQLException {
        var levels =
                strings(found.getArray("levels")).stream().map(Level::valueOf).collect(Collectors.toUnmodifiableSet());
        var names = strings(found.getArray("names")).stream()
                .map(text -> NamePattern.parse(text).orElseThrow())
                .toList();
        var resources = strings(found.getArray("resources"));
        var scope = resources.equals(List.of("*"))
                ? new ResourceScope.All()
                : new ResourceScope.Only(Set.copyOf(resources));
        var statuses = Optional.ofNullable(found.getArray("statuses"));
        Optional<Set<String>> wanted =
                statuses.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(strings(statuses.get())));
        var id = new SubscriptionId(found.getString("id"));
        var atOnce = found.getBoolean("fallback_when_disabled");
        var fallback = Optional.ofNullable(found.getString("fallback"))
                .map(stored -> new Fallback(seal.read(id, stored), atOnce));
        var pace = Optional.ofNullable(found.getString("pace"));
        return new Subscription(
                        id,
                        new AccountId(found.getString("account")),
                        found.getLong("version"),
                        List.of(new Selector(levels, names, found.getString("product"), scope, wanted)),
                        seal.read(id, found.getString("target")),
                        found.getBoolean("enabled"),
                        pace.map(json -> JSON.read(json, Pace.class)).orElse(Pace.AT_ONCE))
                .with(fallback)
                .with(ResourceOrder.valueOf(found.getString("resource_order")));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
