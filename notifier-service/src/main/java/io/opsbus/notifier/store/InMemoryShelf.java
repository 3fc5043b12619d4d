package io.opsbus.notifier.store;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fake shelf, with the ledger that writes it. */
public final class InMemoryShelf<T extends Kept> implements Shelf<T>, Ledger<Key, T, NoFact> {
    private final InMemoryLedger<Key, T, NoFact> ledger;
    private final Map<Key, Long> revisions = new HashMap<>();
    private long revision;

    /** An empty shelf. */
    public InMemoryShelf(String name, World world) {
        ledger = new InMemoryLedger<>(name, new InMemoryTables(), NoFact.encoder(), world, () -> {});
    }

    @Override
    public synchronized <R> Decision<T, R, NoFact> change(
            Key id, ChangeKey key, ReplyCodec<R> replies, Decide<T, R, NoFact> decide) {
        var before = ledger.state(id);
        var decision = ledger.change(id, key, replies, decide);
        if (!ledger.state(id).equals(before)) {
            revisions.put(id, ++revision);
        }
        return decision;
    }

    @Override
    public Optional<T> find(Key key) {
        return ledger.state(key);
    }

    @Override
    public synchronized Page<T> list(Query query, long offset, int limit) {
        var all = revisions.keySet().stream()
                .filter(key ->
                        key.account().equals(query.account()) && key.name().startsWith(query.prefix()))
                .sorted(Comparator.comparing(Key::name))
                .flatMap(key -> find(key).stream())
                .filter(one -> one.labels().containsAll(query.labels()))
                .toList();
        return new Page<>(all.stream().skip(offset).limit(limit).toList(), all.size());
    }

    @Override
    public synchronized News<T> since(long after) {
        var changed = new ArrayList<T>();
        var deleted = new ArrayList<Key>();
        revisions.entrySet().stream()
                .filter(entry -> entry.getValue() > after)
                .sorted(Map.Entry.comparingByValue())
                .forEach(
                        entry -> find(entry.getKey()).ifPresentOrElse(changed::add, () -> deleted.add(entry.getKey())));
        return new News<>(Math.max(after, revision), List.copyOf(changed), List.copyOf(deleted));
    }
}
