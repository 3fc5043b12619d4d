package io.opsbus.instance.store.memory;

import io.opsbus.instance.Scope;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of one kind of resource. */
final class InMemoryRows<I, T> {
    private record Row<T>(long seq, T resource) {}

    private final Map<I, Row<T>> rows = new ConcurrentHashMap<>();
    private final AtomicLong lastSeq = new AtomicLong();
    private final Function<T, Scope> scope;
    private final Predicate<T> visible;

    InMemoryRows(Function<T, Scope> scope, Predicate<T> visible) {
        this.scope = scope;
        this.visible = visible;
    }

    /** Stores the committed state; null removes. */
    void put(I id, @Nullable T resource) {
        if (resource == null) {
            rows.remove(id);
        } else {
            rows.compute(id, (same, row) -> new Row<>(row == null ? lastSeq.incrementAndGet() : row.seq(), resource));
        }
    }

    Optional<T> find(I id) {
        return Optional.ofNullable(rows.get(id)).map(Row::resource);
    }

    Page<T> list(Scope of, Predicate<T> chosen, Paging paging) {
        var all = rows.values().stream()
                .filter(row -> scope.apply(row.resource()).equals(of))
                .filter(row -> visible.test(row.resource()) && chosen.test(row.resource()))
                .sorted(Comparator.comparingLong((Row<T> row) -> row.seq()).reversed())
                .toList();
        List<Row<T>> from = switch (paging) {
            case Paging.ByNumber page -> all.stream().skip(page.skipped()).toList();
            case Paging.ByToken token -> {
                long before = token.from().flatMap(PageToken::number).orElse(Long.MAX_VALUE);
                yield all.stream().filter(row -> row.seq() < before).toList();
            }
        };
        var part = from.stream().limit(paging.size()).toList();
        var next = part.size() < from.size()
                ? Optional.of(PageToken.after(part.getLast().seq()))
                : Optional.<PageToken>empty();
        return new Page<>(part.stream().map(Row::resource).toList(), all.size(), next);
    }

    List<T> after(@Nullable I after, int size, Function<I, String> text) {
        String begin = after == null ? "" : text.apply(after);
        return rows.entrySet().stream()
                .filter(entry -> text.apply(entry.getKey()).compareTo(begin) > 0)
                .sorted(Comparator.comparing(entry -> text.apply(entry.getKey())))
                .limit(size)
                .map(entry -> entry.getValue().resource())
                .toList();
    }

    List<T> all(Scope of) {
        return rows.values().stream()
                .map(Row::resource)
                .filter(resource -> scope.apply(resource).equals(of) && visible.test(resource))
                .toList();
    }
}
