package io.opsbus.instance.store;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.query.TagFilter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** What a row must be, put together; every value is bound, none is part of the text. Rows are called {@code r}. */
final class Where {
    private final List<String> clauses = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private String bound(Object value) {
        String name = "w" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    Where is(String column, Object value) {
        clauses.add("r." + column + " = " + bound(value));
        return this;
    }

    /** Nothing is one of none. */
    Where oneOf(String column, Collection<String> texts) {
        clauses.add("r." + column + " = any(" + bound(List.copyOf(texts)) + ")");
        return this;
    }

    /** Has one of these among those of the column. */
    Where overlaps(String column, Collection<String> texts) {
        clauses.add("r." + column + " && " + bound(List.copyOf(texts)));
        return this;
    }

    Where like(String column, String pattern) {
        clauses.add("r." + column + " like " + bound(pattern) + " escape '!'");
        return this;
    }

    Where from(String column, Instant at) {
        clauses.add("r." + column + " >= " + bound(Timestamp.from(at)));
        return this;
    }

    Where until(String column, Instant at) {
        clauses.add("r." + column + " <= " + bound(Timestamp.from(at)));
        return this;
    }

    Where tagged(ResourceKind kind, String idColumn, TagFilter tag) {
        String values = tag.values().isEmpty() ? "" : " and t.value = any(" + bound(List.copyOf(tag.values())) + ")";
        clauses.add("exists (select 1 from tags t where t.account_id = :account and t.region_id = :region and t.kind = "
                + bound(kind.word()) + " and t.resource_id = r." + idColumn + " and t.key = " + bound(tag.key())
                + values + ")");
        return this;
    }

    Where nothing() {
        clauses.add("false");
        return this;
    }

    boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** Begins with {@code and}, or is empty. */
    String and() {
        return clauses.isEmpty() ? "" : " and " + String.join(" and ", clauses);
    }

    Query bind(Query query) {
        values.forEach((name, value) -> {
            if (value instanceof List<?> texts) {
                query.bindArray(name, String.class, texts);
            } else {
                query.bind(name, value);
            }
        });
        return query;
    }
}
