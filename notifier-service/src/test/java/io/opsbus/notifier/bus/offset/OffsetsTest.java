package io.opsbus.notifier.bus.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.Given;
import io.opsbus.schemas.Topics;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetsTest {
    private static final TopicPartition ONE = new TopicPartition(Topics.DELIVERIES.name(), 1);
    private static final TopicPartition TWO = new TopicPartition(Topics.DELIVERIES.name(), 2);

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final Map<TopicPartition, Long> doubtful = new HashMap<>();
    private final Offsets offsets = new Offsets(clock, 10, partition -> {
        var end = doubtful.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    });
    private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
    private boolean isDurable = true;

    private boolean commit(Map<TopicPartition, OffsetAndMetadata> some) {
        if (isDurable) {
            commits.add(Map.copyOf(some));
        }
        return isDurable;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, int from, int count) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var offset = from; offset < from + count; offset++) {
            records.add(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
        }
        return records;
    }

    /** A batch that began a second after the one before it; it is safe when the test says so. */
    private CompletableFuture<Void> begin(TopicPartition partition, int from, int count) {
        clock.advance(Duration.ofSeconds(1));
        offsets.begin(records(partition, from, count), this::commit);
        var safe = new CompletableFuture<Void>();
        offsets.begun(safe);
        return safe;
    }

    private static OffsetAndMetadata plain(long offset, Instant at) {
        return Note.at(at).with(offset);
    }

    private static OffsetAndMetadata marked(long offset, Instant since, long begun) {
        return new Note(since, OptionalLong.of(begun)).with(offset);
    }

    private static Instant second(int number) {
        return Given.NOON.plusSeconds(number);
    }

    @Test
    void whatIsSafeIsCommittedWithTheMomentBeforeWhichNothingAfterItBegan() {
        begin(ONE, 0, 3).complete(null);
        offsets.settle(this::commit);
        assertThat(commits).containsExactly(Map.of(ONE, plain(3, second(1))));
        assertThat(offsets.ahead()).isZero();
    }

    @Test
    void nothingIsCommittedPastWhatIsNotSafeAndHowFarItWasBegunIsCommittedBefore() {
        var first = begin(ONE, 0, 3);
        offsets.settle(this::commit);
        assertThat(commits).as("it was committed before").isEmpty();
        begin(ONE, 3, 2).complete(null);
        assertThat(commits).as("before it is begun").containsExactly(Map.of(ONE, marked(0, second(1), 5)));
        offsets.settle(this::commit);
        begin(TWO, 7, 1).complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).as("another partition").containsExactly(Map.entry(TWO, plain(8, second(3))));
        assertThat(commits).hasSize(2);
        first.complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).containsExactly(Map.entry(ONE, plain(5, second(3))));
    }

    @Test
    void theMomentIsThatOfTheFirstThatIsNotSafe() {
        var first = begin(ONE, 0, 2);
        var second = begin(ONE, 2, 2);
        begin(ONE, 4, 2).complete(null);
        first.complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).containsExactly(Map.entry(ONE, marked(2, second(2), 6)));
        second.complete(null);
        clock.advance(Duration.ofSeconds(60));
        offsets.settle(this::commit);
        assertThat(commits.getLast()).containsExactly(Map.entry(ONE, plain(6, second(63))));
    }

    /** Somebody died who had begun up to 8 since the first second; the first of it are safe again before the rest is read. */
    @Test
    void whatIsInDoubtStaysSoForWhoeverComesNext() {
        offsets.assigned(Map.of(ONE, marked(0, second(1), 8)));
        doubtful.put(ONE, 8L);
        clock.advance(Duration.ofSeconds(60));
        begin(ONE, 0, 4).complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).containsExactly(Map.entry(ONE, marked(4, second(1), 8)));
        doubtful.put(ONE, 0L);
        begin(ONE, 4, 4).complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).as("perhaps a batch more").containsExactly(Map.entry(ONE, plain(8, second(1))));
        doubtful.clear();
        begin(ONE, 8, 1).complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).containsExactly(Map.entry(ONE, plain(9, second(63))));
    }

    @Test
    void whereNothingWasEverCommittedWhateverWasAttemptedCounts() {
        var found = new HashMap<TopicPartition, @Nullable OffsetAndMetadata>();
        found.put(ONE, null);
        offsets.assigned(found);
        doubtful.put(ONE, 0L);
        begin(ONE, 0, 4).complete(null);
        offsets.settle(this::commit);
        assertThat(commits.getLast()).containsExactly(Map.entry(ONE, plain(4, Instant.EPOCH)));
    }

    @Test
    void whatCouldNotBeCommittedIsCommittedLater() {
        begin(ONE, 0, 2).complete(null);
        isDurable = false;
        offsets.settle(this::commit);
        isDurable = true;
        offsets.settle(this::commit);
        assertThat(commits).containsExactly(Map.of(ONE, plain(2, second(1))));
    }

    @Test
    void nothingIsBegunAheadOfWhatWaitsUnlessThatIsKnown() {
        var _ = begin(ONE, 0, 2);
        isDurable = false;
        assertThatThrownBy(() -> begin(ONE, 2, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void soManyMayLieAheadAndOneBatchAlwaysMay() {
        assertThat(offsets.isFull(100)).isFalse();
        var _ = begin(ONE, 0, 4);
        begin(ONE, 4, 4).complete(null);
        begin(TWO, 9, 4).complete(null);
        offsets.settle(this::commit);
        assertThat(offsets.ahead()).as("told ahead of what waits counts").isEqualTo(8);
        assertThat(offsets.isFull(2)).isFalse();
        assertThat(offsets.isFull(3)).isTrue();
    }

    @Test
    void whatWillNotBeSafeIsToldAndReadAgainFromTheFirstThatIsNot() {
        begin(ONE, 0, 4).completeExceptionally(new IllegalArgumentException("held up"));
        var _ = begin(TWO, 9, 1);
        begin(ONE, 4, 4).complete(null);
        assertThatThrownBy(() -> offsets.settle(this::commit)).isInstanceOf(IllegalArgumentException.class);
        assertThat(offsets.giveUp())
                .isEqualTo(new Offsets.GivenUp(Map.of(ONE, 0L, TWO, 9L), Map.of(ONE, 8L, TWO, 10L)));
        assertThat(offsets.ahead()).isZero();
        commits.clear();
        offsets.settle(this::commit);
        assertThat(commits).isEmpty();
    }

    @Test
    void aNoteIsReadAsItWasWritten() {
        for (var note : List.of(Note.at(Given.NOON), new Note(Given.NOON, OptionalLong.of(Long.MAX_VALUE / 100)))) {
            assertThat(Note.of(note.with(7))).contains(note);
        }
        for (var foreign : List.of("", "x", "1 2 3", "-1", "1 x")) {
            assertThat(Note.of(new OffsetAndMetadata(7, foreign))).isEmpty();
        }
    }
}
