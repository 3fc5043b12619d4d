package io.opsbus.notifier.bus.offset;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which batches have been begun and are not safe yet, and so what may be committed of each partition: what lies before the first of them. Whoever
 * reads from there looks up what was begun behind it; how far that is, and since when, stands in the {@link Note} of the offset before it is
 * begun. For the thread that reads; {@link #ahead} is for any.
 *
 * <pre>
 *   partition:  ...safe | waits | told | waits | told | being told | not read
 *             committed ^                                          ^ begun
 * </pre>
 */
public final class Offsets {
    /**
     * Records that may lie ahead of one that is not safe: whoever takes over after a kill looks all of them up, each batch in what was attempted
     * since, which for so many takes some ten seconds.
     */
    public static final int MOST_AHEAD = 50_000;

    private final InstantSource clock;
    private final int most;
    private final Past past;
    private final Deque<Begun> open = new ArrayDeque<>();
    /** The moment in the note that is committed of each. */
    private final Map<TopicPartition, Instant> since = new HashMap<>();
    /** Where each partition is read on. */
    private final Map<TopicPartition, Long> next = new HashMap<>();
    /** What was committed last of each. */
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    /** Of these something has become safe that is not committed. */
    private final Set<TopicPartition> moved = new HashSet<>();

    private volatile int ahead;

    private record Span(long first, long next) {}

    private record Place(long offset, Note note) {}

    /** A batch that has been begun. */
    private static final class Begun {
        private final Map<TopicPartition, Span> spans = new HashMap<>();
        private final Instant since;
        private @Nullable Future<?> safe;

        private Begun(List<? extends ConsumerRecord<?, ?>> batch, Instant since) {
            this.since = since;
            for (var record : batch) {
                spans.merge(
                        new TopicPartition(record.topic(), record.partition()),
                        new Span(record.offset(), record.offset() + 1),
                        (before, one) -> new Span(before.first, one.next));
            }
        }

        /** Throws what it failed by. */
        private boolean isSafe() {
            var end = safe;
            if (end == null || !end.isDone()) {
                return false;
            }
            if (end.state() == Future.State.FAILED && end.exceptionNow() instanceof RuntimeException failure) {
                throw failure;
            }
            return true;
        }
    }

    /**
     * What was begun and given up.
     *
     * @param from where each partition is to be read again from
     * @param begun the offsets before which something was begun
     */
    public record GivenUp(Map<TopicPartition, Long> from, Map<TopicPartition, Long> begun) {
        /** How many records these are, at most. */
        public int records() {
            return Math.toIntExact(begun.entrySet().stream()
                    .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), end.getValue()))
                    .sum());
        }
    }

    /**
     * Nothing begun yet.
     *
     * @param most how many records may lie ahead
     * @param past what others have begun before, or this process has and gave up
     */
    public Offsets(InstantSource clock, int most, Past past) {
        this.clock = clock;
        this.most = most;
        this.past = past;
    }

    /** Partitions are ours from now on; what is committed of each, null where nothing is. */
    public void assigned(Map<TopicPartition, @Nullable OffsetAndMetadata> found) {
        found.forEach((partition, offset) -> since.put(
                partition,
                offset == null
                        ? Instant.EPOCH
                        : Note.of(offset).map(Note::since).orElseGet(clock::instant)));
    }

    /** A batch is about to be begun. Where it lies ahead of what waits, that is committed first. */
    public void begin(List<? extends ConsumerRecord<?, ?>> batch, Commits commits) {
        var begun = new Begun(batch, clock.instant());
        var marks = new HashMap<TopicPartition, Place>();
        begun.spans.forEach((partition, span) -> {
            next.put(partition, span.next);
            lowest(partition).ifPresent(low -> marks.put(partition, low));
        });
        open.add(begun);
        count();
        if (!marks.isEmpty()) {
            if (!isCommitted(marks, commits)) {
                throw new IllegalStateException("the partitions are given out anew: what waits is read again");
            }
        }
    }

    /** What tells when the batch begun last is safe. */
    public void begun(Future<?> safe) {
        open.getLast().safe = safe;
    }

    /**
     * Commits what has become safe.
     *
     * @throws RuntimeException what a batch failed by that will not be safe
     */
    public void settle(Commits commits) {
        for (var batches = open.iterator(); batches.hasNext(); ) {
            var batch = batches.next();
            if (batch.isSafe()) {
                batches.remove();
                moved.addAll(batch.spans.keySet());
            }
        }
        count();
        var places = new HashMap<TopicPartition, Place>();
        for (var partition : moved) {
            var low = lowest(partition);
            if (low.isEmpty()) {
                var offset = next.getOrDefault(partition, 0L);
                places.put(partition, place(partition, offset, clock.instant(), offset));
            } else if (!Long.valueOf(low.get().offset).equals(committed.get(partition))) {
                places.put(partition, low.get());
            }
        }
        if (places.isEmpty() || isCommitted(places, commits)) {
            moved.clear();
        }
    }

    private boolean isCommitted(Map<TopicPartition, Place> places, Commits commits) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        places.forEach((partition, place) -> offsets.put(partition, place.note.with(place.offset)));
        if (!commits.commit(offsets)) {
            return false;
        }
        places.forEach((partition, place) -> {
            committed.put(partition, place.offset);
            since.put(partition, place.note.since());
        });
        return true;
    }

    /**
     * Where a partition is safe up to, as it is now. While records before may have been begun by others, it stays known since when and how far, though
     * some of them are safe by now: whoever comes next has to look up the rest.
     *
     * @param at nothing at the offset or after it was begun here before this moment
     * @param end nothing at this offset or after it was begun here
     */
    private Place place(TopicPartition partition, long offset, Instant at, long end) {
        var doubtful = past.doubtful(partition);
        var first = at;
        if (doubtful.isPresent()) {
            var before = since.getOrDefault(partition, Instant.EPOCH);
            first = before.isBefore(at) ? before : at;
        }
        var begun = Math.max(end, doubtful.orElse(0));
        return new Place(offset, new Note(first, begun > offset ? OptionalLong.of(begun) : OptionalLong.empty()));
    }

    /** The first offset of a partition that is not safe, with what has been begun behind it. */
    private Optional<Place> lowest(TopicPartition partition) {
        for (var batch : open) {
            var span = batch.spans.get(partition);
            if (span != null) {
                var end = next.getOrDefault(partition, span.next);
                return Optional.of(place(partition, span.first, batch.since, end));
            }
        }
        return Optional.empty();
    }

    private void count() {
        ahead = open().records();
    }

    /** How many records are begun and not safe, or lie ahead of such in their partition. */
    public int ahead() {
        return ahead;
    }

    /** Whether so many more would be too many; never while nothing waits. */
    public boolean isFull(int more) {
        return ahead > 0 && ahead + more > most;
    }

    /** Waits until the batch that has waited the longest has ended, or so long. */
    public void await(Duration wait) throws InterruptedException {
        var first = open.peek();
        if (first == null || first.safe == null) {
            return;
        }
        try {
            first.safe.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // who settles next sees which
        }
    }

    private GivenUp open() {
        var from = new HashMap<TopicPartition, Long>();
        var begun = new HashMap<TopicPartition, Long>();
        for (var batch : open) {
            batch.spans.forEach((partition, span) -> {
                from.putIfAbsent(partition, span.first);
                begun.put(partition, next.getOrDefault(partition, span.next));
            });
        }
        return new GivenUp(Map.copyOf(from), Map.copyOf(begun));
    }

    /** Nobody waits for what was begun any more. */
    public GivenUp giveUp() {
        var all = open();
        open.clear();
        next.clear();
        committed.clear();
        moved.clear();
        count();
        return all;
    }
}
