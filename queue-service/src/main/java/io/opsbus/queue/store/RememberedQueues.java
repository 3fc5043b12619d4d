package io.opsbus.queue.store;

import io.opsbus.queue.AccountId;
import io.opsbus.queue.Attributes;
import io.opsbus.queue.Queue;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Queues as they were at most a second ago: every call asks for one, and they change seldom. A change made here is seen here at
 * once. A queue that another process has deleted takes no message: the store looks again with each.
 */
public final class RememberedQueues implements Queues {
    private static final long KEPT = Duration.ofSeconds(1).toNanos();
    private static final int MOST = 10_000;

    private final Queues queues;
    private final LongSupplier nanoTime;
    private final Map<Key, Seen> seen = new ConcurrentHashMap<>();

    public RememberedQueues(Queues queues, LongSupplier nanoTime) {
        this.queues = queues;
        this.nanoTime = nanoTime;
    }

    private record Key(AccountId account, QueueName name) {}

    private record Seen(Queue queue, long at) {}

    @Override
    public Optional<Queue> find(AccountId account, QueueName name) {
        var key = new Key(account, name);
        long now = nanoTime.getAsLong();
        Seen known = seen.get(key);
        if (known != null && now - known.at < KEPT) {
            return Optional.of(known.queue);
        }
        Optional<Queue> found = queues.find(account, name);
        if (seen.size() >= MOST) {
            seen.values().removeIf(one -> now - one.at >= KEPT);
        }
        if (found.isEmpty() || seen.size() >= MOST) {
            seen.remove(key);
        } else {
            seen.put(key, new Seen(found.get(), now));
        }
        return found;
    }

    @Override
    public Creation create(AccountId account, QueueName name, Attributes attributes, int most, Instant now) {
        return queues.create(account, name, attributes, most, now);
    }

    @Override
    public Optional<Queue> change(AccountId account, QueueName name, UnaryOperator<Attributes> change, Instant now) {
        Optional<Queue> changed = queues.change(account, name, change, now);
        seen.remove(new Key(account, name));
        return changed;
    }

    @Override
    public boolean delete(AccountId account, QueueName name) {
        boolean isDeleted = queues.delete(account, name);
        seen.remove(new Key(account, name));
        return isDeleted;
    }

    @Override
    public List<Queue> list(AccountId account, String prefix, String after, int most) {
        return queues.list(account, prefix, after, most);
    }
}
