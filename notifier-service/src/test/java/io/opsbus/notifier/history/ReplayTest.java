package io.opsbus.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.store.InMemoryPastEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final AccountId ALICE = new AccountId("alice");
    private static final PastEvents.Query ALL = PastEvents.Query.all(ALICE);

    private final InMemoryPastEvents kept = new InMemoryPastEvents();
    private final Watched past = new Watched(kept);
    private final List<String> read = new ArrayList<>();

    private void keep(int from, int to) {
        kept.keep(IntStream.range(from, to).mapToObj(ReplayTest::event).toList(), Given.NOON);
    }

    /** Seven happen in each second. */
    private static PastEvent event(int number) {
        return event(number, Given.NOON.plusSeconds(number / 7));
    }

    private static PastEvent event(int number, Instant at) {
        var event = new Event(ALICE, "id-" + number, "a", Level.INFO, "ECS", "i-1", at, Optional.empty());
        return PastEvent.of(new UUID(1, number), false, event, "r", "{}");
    }

    private void read(int most) {
        new Replay(past).read(ALL, most, one -> read.add(one.event().id()));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "id-" + number).toList();
    }

    @Test
    void manyAreReadOnceInTheirOrderAndFewAreHeldAtATime() {
        keep(0, 5_050);
        read(10_000);
        assertThat(read).isEqualTo(ids(0, 5_050));
        assertThat(past.reads).as("reads").isEqualTo(26);
        assertThat(past.largest).isLessThanOrEqualTo(Replay.AT_ONCE);
    }

    @Test
    void ofTooManyTheNewestAreRead() {
        keep(0, 1_000);
        read(700);
        assertThat(read).isEqualTo(ids(300, 1_000));
        assertThat(past.reads).isEqualTo(4);
    }

    @Test
    void whatComesMeanwhileIsReadOnceOrNotAtAll() {
        keep(0, 1_000);
        past.meanwhile = number -> List.of(event(10_000 + number), event(20_000 + number, Given.NOON.minusSeconds(1)));
        read(100_000);
        assertThat(read).doesNotHaveDuplicates().containsAll(ids(0, 1_000));
        assertThat(read).noneMatch(id -> id.startsWith("id-2000"));
        assertThat(read).contains("id-10000");
    }

    @Test
    void whateverComesThereIsAnEnd() {
        keep(0, 200);
        past.meanwhile = number -> IntStream.range(0, 200)
                .mapToObj(one -> event(1_000 + 200 * number + one))
                .toList();
        read(1_000);
        assertThat(read).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void ofNothingThereIsNothingToRead() {
        read(10);
        assertThat(read).isEmpty();
    }

    private interface Meanwhile {
        List<PastEvent> after(int reads);
    }

    /** Counts what is read, and lets events come in between. */
    private static final class Watched implements PastEvents {
        private final InMemoryPastEvents all;
        private int reads;
        private int largest;
        private Meanwhile meanwhile = _ -> List.of();

        private Watched(InMemoryPastEvents all) {
            this.all = all;
        }

        @Override
        public void keep(List<PastEvent> events, Instant now) {
            all.keep(events, now);
        }

        @Override
        public List<PastEvent> find(Query query, long offset, int limit) {
            throw new AssertionError("by an offset");
        }

        @Override
        public Optional<Place> before(Query query, int most) {
            return all.before(query, most);
        }

        @Override
        public Part after(Query query, Optional<Place> place, int limit) {
            var part = all.after(query, place, limit);
            all.keep(meanwhile.after(reads), Given.NOON);
            reads++;
            largest = Math.max(largest, part.events().size());
            return part;
        }

        @Override
        public List<Tally> count(Query query, int limit) {
            throw new AssertionError("counted");
        }

        @Override
        public int forgetBefore(Instant before, int batch) {
            return all.forgetBefore(before, batch);
        }

        @Override
        public Map<AccountId, Long> sizes() {
            return all.sizes();
        }

        @Override
        public long forgetBeyond(AccountId account, long most, int batch) {
            return all.forgetBeyond(account, most, batch);
        }
    }
}
