package io.opsbus.queue.store;

import io.opsbus.queue.QueueId;
import io.opsbus.queue.message.Depth;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.ReceiptHandle;
import io.opsbus.queue.message.Receiving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Messages of one process, for tests. Passes the contract the real ones pass. */
public final class InMemoryMessages implements Messages {
    private static final Comparator<Message> TURN =
            Comparator.comparingInt(Message::priority).thenComparing(Message::visibleAt);

    private final InMemoryQueues queues;
    private final Map<QueueId, List<Message>> stored = new HashMap<>();

    public InMemoryMessages(InMemoryQueues queues) {
        this.queues = queues;
    }

    @Override
    public synchronized Set<QueueId> send(List<Posting> postings) {
        Set<QueueId> missing = new HashSet<>();
        for (Posting posting : postings) {
            if (queues.withId(posting.queue()).isPresent()) {
                of(posting.queue()).add(posting.message());
            } else {
                missing.add(posting.queue());
            }
        }
        return missing;
    }

    @Override
    public synchronized List<Message> receive(Receiving asked) {
        List<Message> received = new ArrayList<>();
        for (Message message : due(asked.queue(), asked.now())) {
            Receiving.Target target = asked.deadLetters();
            if (received.size() == asked.most()) {
                break;
            }
            of(asked.queue()).remove(message);
            if (target != null && message.receives() >= target.mostReceives()) {
                of(target.queue()).add(message.moved(asked.now()));
            } else {
                Message taken = message.received(asked.now(), asked.visibleAgainAt());
                of(asked.queue()).add(taken);
                received.add(taken);
            }
        }
        return received;
    }

    @Override
    public synchronized List<Message> peek(QueueId queue, int most, Instant now) {
        return due(queue, now).stream().limit(most).toList();
    }

    private List<Message> due(QueueId queue, Instant now) {
        return of(queue).stream()
                .filter(message -> !message.visibleAt().isAfter(now))
                .sorted(TURN)
                .toList();
    }

    @Override
    public synchronized Set<ReceiptHandle> delete(QueueId queue, List<ReceiptHandle> handles, Instant now) {
        return handles.stream()
                .filter(handle -> of(queue).removeIf(message -> message.isHeldBy(handle, now)))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Optional<ReceiptHandle> changeVisibility(
            QueueId queue, ReceiptHandle handle, Instant visibleAt, Instant now) {
        List<Message> all = of(queue);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isHeldBy(handle, now)) {
                all.set(i, all.get(i).visibleFrom(visibleAt));
                return Optional.of(all.get(i).handle());
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized Depth depth(QueueId queue, Instant now) {
        List<Message> all = of(queue);
        long active = all.stream().filter(one -> !one.visibleAt().isAfter(now)).count();
        long delayed = all.stream()
                .filter(one -> one.visibleAt().isAfter(now) && one.receives() == 0)
                .count();
        return new Depth(active, all.size() - active - delayed, delayed);
    }

    @Override
    public synchronized Set<QueueId> ready(Collection<QueueId> asked, Instant now) {
        return asked.stream().filter(queue -> !due(queue, now).isEmpty()).collect(Collectors.toSet());
    }

    @Override
    public synchronized int expire(Instant now, int most) {
        int gone = 0;
        for (QueueId queue : Set.copyOf(stored.keySet())) {
            Instant before = queues.withId(queue)
                    .map(there -> now.minus(there.attributes().retention()))
                    .orElse(Instant.MAX);
            List<Message> old = of(queue).stream()
                    .filter(message -> message.enqueuedAt().isBefore(before))
                    .sorted(Comparator.comparing(Message::enqueuedAt))
                    .limit(most)
                    .toList();
            of(queue).removeAll(old);
            gone = Math.max(gone, old.size());
        }
        return gone;
    }

    private List<Message> of(QueueId queue) {
        return stored.computeIfAbsent(queue, _ -> new ArrayList<>());
    }
}
