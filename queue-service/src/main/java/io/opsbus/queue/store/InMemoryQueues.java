package io.opsbus.queue.store;

import io.opsbus.queue.AccountId;
import io.opsbus.queue.Attributes;
import io.opsbus.queue.Queue;
import io.opsbus.queue.QueueId;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Queues of one process, for tests. Passes the contract the real ones pass. */
public final class InMemoryQueues implements Queues {
    private final Map<Key, Queue> queues = new HashMap<>();
    private long last;

    private record Key(AccountId account, QueueName name) {}

    @Override
    public synchronized Creation create(
            AccountId account, QueueName name, Attributes attributes, int most, Instant now) {
        Queue there = queues.get(new Key(account, name));
        if (there != null) {
            return there.attributes().equals(attributes) ? new Creation.Same(there) : new Creation.Differs();
        }
        if (of(account).count() >= most) {
            return new Creation.TooMany();
        }
        Queue created = new Queue(new QueueId(++last), account, name, attributes, now, now);
        queues.put(new Key(account, name), created);
        return new Creation.Created(created);
    }

    @Override
    public synchronized Optional<Queue> find(AccountId account, QueueName name) {
        return Optional.ofNullable(queues.get(new Key(account, name)));
    }

    @Override
    public synchronized Optional<Queue> change(
            AccountId account, QueueName name, UnaryOperator<Attributes> change, Instant now) {
        return Optional.ofNullable(queues.computeIfPresent(
                new Key(account, name), (_, queue) -> queue.with(change.apply(queue.attributes()), now)));
    }

    @Override
    public synchronized boolean delete(AccountId account, QueueName name) {
        return queues.remove(new Key(account, name)) != null;
    }

    @Override
    public synchronized List<Queue> list(AccountId account, String prefix, String after, int most) {
        return of(account)
                .filter(queue -> queue.name().text().startsWith(prefix)
                        && queue.name().text().compareTo(after) > 0)
                .sorted(Comparator.comparing(Queue::name))
                .limit(most)
                .toList();
    }

    /** The queue, if it is there still. */
    synchronized Optional<Queue> withId(QueueId id) {
        return queues.values().stream().filter(queue -> queue.id().equals(id)).findFirst();
    }

    private Stream<Queue> of(AccountId account) {
        return queues.values().stream().filter(queue -> queue.account().equals(account));
    }
}
