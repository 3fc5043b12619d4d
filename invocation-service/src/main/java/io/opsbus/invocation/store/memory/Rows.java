package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of one kind of thing, in the order they came. */
final class Rows<I, T> {
    private record Row<T>(long place, T thing) {}

    private final Map<I, Row<T>> rows = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    void put(I id, @Nullable T thing) {
        if (thing == null) {
            rows.remove(id);
        } else {
            rows.compute(id, (_, row) -> new Row<>(row == null ? last.incrementAndGet() : row.place(), thing));
        }
    }

    Optional<T> find(I id) {
        return Optional.ofNullable(rows.get(id)).map(Row::thing);
    }

    /** All of them, oldest first. */
    List<T> all() {
        return sorted(rows.values()).reversed().stream().map(Row::thing).toList();
    }

    void removeIf(Predicate<T> which) {
        rows.values().removeIf(row -> which.test(row.thing()));
    }

    Page<T> page(Predicate<T> which, Paging paging) {
        List<Row<T>> all = sorted(rows.values()).stream()
                .filter(row -> which.test(row.thing()))
                .toList();
        List<Row<T>> from = switch (paging) {
            case Paging.ByNumber page -> all.stream().skip(page.offset()).toList();
            case Paging.ByToken(long after, int _) ->
                all.stream().filter(row -> row.place() < after).toList();
        };
        List<Row<T>> part = from.stream().limit(paging.size()).toList();
        boolean hasMore = part.size() < from.size();
        return new Page<>(
                part.stream().map(Row::thing).toList(),
                Page.total(all.size(), paging, part.size(), hasMore),
                hasMore ? OptionalLong.of(part.getLast().place()) : OptionalLong.empty());
    }

    private static <T> List<Row<T>> sorted(Collection<Row<T>> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong((Row<T> row) -> row.place()).reversed())
                .toList();
    }
}
