package io.opsbus.notifier.store.sql;

import io.opsbus.notifier.journal.Filter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a query asks for: only what is asked stands in the statement, so that an index for it can be used. Values are parameters always. */
public final class Conditions {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** The conditions of a filter; the account is always one of them. */
    public static Conditions of(Filter filter, String timeColumn) {
        var conditions = new Conditions().and("account = ?", filter.account().value());
        filter.event().ifPresent(text -> conditions.and("(event_id = ? or event_name = ?)", text, text));
        filter.rule().ifPresent(text -> conditions.and("(rule = ? or subscription = ?)", text, text));
        filter.target().ifPresent(text -> conditions.and("target = ?", text));
        filter.silence().ifPresent(text -> conditions.and("silence = ?", text));
        filter.since().ifPresent(at -> conditions.and(timeColumn + " >= ?", Database.time(at)));
        filter.until().ifPresent(at -> conditions.and(timeColumn + " < ?", Database.time(at)));
        return conditions;
    }

    /** One more; {@code condition} is ours, {@code values} are the caller's. */
    public Conditions and(String condition, Object... values) {
        sql.append(sql.isEmpty() ? " where " : " and ").append(condition);
        this.values.addAll(List.of(values));
        return this;
    }

    /** The statement's {@code where}. */
    public String where() {
        return sql.toString();
    }

    /** Fills in the values from a parameter on; returns the next one's number. */
    public int fill(PreparedStatement statement, int from) throws SQLException {
        var at = from;
        for (var value : values) {
            statement.setObject(at++, value);
        }
        return at;
    }
}
