package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.bus.offset.Offsets;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.schemas.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DoubtsTest {
    private static final int BATCH = 4;

    private final InMemoryParking parking = new InMemoryParking();
    private final Set<DeliveryId> ended = new HashSet<>();
    private final List<Doubts.Read> asked = new ArrayList<>();
    private final Counts counts = new Counts();

    private final Doubts doubts = new Doubts(
            parking,
            read -> {
                asked.addAll(read);
                return read.stream()
                        .map(one -> one.delivery().id())
                        .filter(ended::contains)
                        .collect(Collectors.toSet());
            },
            counts,
            BATCH);

    private static List<ConsumerRecord<byte[], byte[]>> records(int partition, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(offset ->
                        new ConsumerRecord<>(Topics.DELIVERIES.name(), partition, offset, new byte[0], new byte[0]))
                .toList();
    }

    private static Delivery delivery(int number) {
        return Given.delivery(Given.subscription("good", Given.everything()), number, Given.NOON);
    }

    private static List<Doubts.Read> read(int partition, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(offset -> new Doubts.Read(delivery(offset), partition, offset))
                .toList();
    }

    private void assign(int partition, long end) {
        doubts.assigned(Map.of(new TopicPartition(Topics.DELIVERIES.name(), partition), end));
    }

    @Test
    void whatWasThereWhenAPartitionBecameOursIsInDoubtForABatch() {
        assign(1, 100);
        assertThat(doubts.in(records(1, 0, BATCH))).containsExactly(1);
        assertThat(doubts.in(records(1, BATCH, BATCH))).isEmpty();
    }

    @Test
    void whatCameAfterwardsIsNotInDoubt() {
        assign(1, 2);
        assertThat(doubts.in(records(1, 2, BATCH))).isEmpty();
        assertThat(doubts.in(records(2, 0, 1))).isEmpty();
    }

    @Test
    void whatIsReadAgainIsInDoubtAndSoIsWhatHadBeenFetchedBehindIt() {
        doubts.again(records(1, 0, BATCH));
        assertThat(doubts.in(records(1, 0, BATCH))).containsExactly(1);
        assertThat(doubts.in(records(2, 50, BATCH))).as("fetched with it").containsExactly(2);
        assertThat(doubts.in(records(2, 54, BATCH))).isEmpty();
    }

    @Test
    void whatIsReadAgainLateIsInDoubtAllTheSame() {
        doubts.again(records(1, 0, BATCH));
        doubts.in(records(2, 50, BATCH));
        doubts.in(records(2, 54, BATCH));
        assertThat(doubts.in(records(1, 0, BATCH))).containsExactly(1);
    }

    @Test
    void whatSomebodyHadBegunIsInDoubtHoweverMuchItIs() {
        assign(1, 100);
        doubts.begun(Map.of(new TopicPartition(Topics.DELIVERIES.name(), 1), 50L));
        for (var offset = 0; offset < 50; offset += BATCH) {
            assertThat(doubts.in(records(1, offset, BATCH))).containsExactly(1);
        }
        assertThat(doubts.in(records(1, 60, BATCH))).as("a batch more").containsExactly(1);
        assertThat(doubts.in(records(1, 64, BATCH))).isEmpty();
        assertThat(doubts.in(records(2, 64, BATCH))).isEmpty();
    }

    @Test
    void whatWasGivenUpIsInDoubtWhereverItIsAndSoIsWhatHadBeenFetchedBehindIt() {
        var one = new TopicPartition(Topics.DELIVERIES.name(), 1);
        doubts.again(records(1, 8, BATCH));
        doubts.again(new Offsets.GivenUp(Map.of(one, 0L), Map.of(one, 8L)));
        assertThat(doubts.in(records(1, 0, 8))).containsExactly(1);
        assertThat(doubts.in(records(1, 8, BATCH))).containsExactly(1);
        assertThat(doubts.in(records(2, 50, BATCH))).containsExactly(2);
        assertThat(doubts.in(records(2, 54, BATCH))).isEmpty();
    }

    @Test
    void whatIsParkedOrEndedIsNotSentAgain() {
        parking.park(List.of(new Parking.Row(delivery(0), new DeliveryState.Parked(Given.NOON, 1, Given.NOON), 1)));
        ended.add(delivery(1).id());
        var open = doubts.open(read(1, 0, 3), Set.of(1));
        assertThat(open).extracting(Delivery::id).containsExactly(delivery(2).id());
        assertThat(counts.sums().recalled()).isEqualTo(2);
    }

    @Test
    void onlyPartitionsInDoubtAreAskedAbout() {
        var read = new ArrayList<>(read(1, 0, 2));
        read.addAll(read(2, 10, 2));
        assertThat(doubts.open(read, Set.of(2))).hasSize(4);
        assertThat(asked).extracting(Doubts.Read::partition).containsOnly(2);
        assertThat(doubts.open(read, Set.of())).hasSize(4);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whileTheStoreIsAwayWhatIsNotKnownToHaveEndedIsSent() {
        parking.away(true);
        ended.add(delivery(1).id());
        var open = doubts.open(read(1, 0, 3), Set.of(1));
        assertThat(open)
                .extracting(Delivery::id)
                .containsExactly(delivery(0).id(), delivery(2).id());
    }
}
