package io.opsbus.notifier.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Search;
import io.opsbus.notifier.journal.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal of attempts promises. */
abstract class JournalContract {
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");
    private static final Optional<Status> ANY = Optional.empty();

    private final Journal journal = empty();

    /** A fresh, empty one. */
    abstract Journal empty();

    private static Entry entry(int number, AccountId account, Status status) {
        var subscription = new SubscriptionId("sub-" + (char) ('a' + number % 2));
        return new Entry(
                // two of them begin in the same millisecond each
                new Place(
                        Given.NOON.plusSeconds(number / 2), new DeliveryId(new UUID(-number, number)), 1 + number % 3),
                new Entry.Subject(
                        account,
                        subscription,
                        number % 2 == 0 ? "rule" : "",
                        subscription.target(),
                        "event-" + number,
                        number % 3 == 0 ? "Disk:Stalled" : "Instance:StateChange"),
                new Entry.Result(
                        status,
                        status == Status.DELIVERED ? "2xx" : "timeout",
                        status == Status.DELIVERED ? OptionalInt.of(204) : OptionalInt.empty(),
                        Duration.ofNanos(1_234_000),
                        "said " + number));
    }

    private void keep(Entry... entries) {
        journal.keep(List.of(entries), Given.NOON);
    }

    private void fill() {
        keep(
                entry(1, ALICE, Status.DELIVERED),
                entry(2, ALICE, Status.FAILED),
                entry(3, ALICE, Status.DEAD),
                entry(4, ALICE, Status.DELIVERED),
                entry(5, BOB, Status.DELIVERED));
    }

    private List<String> events(Filter filter, Optional<Status> status) {
        return journal.find(filter, status, Optional.empty(), 100).stream()
                .map(entry -> entry.subject().eventId())
                .toList();
    }

    private static Filter asking(String event, String rule, String target) {
        return new Filter(
                ALICE, asked(event), asked(rule), asked(target), Optional.<Instant>empty(), Optional.<Instant>empty());
    }

    private static Optional<String> asked(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Test
    void whatIsKeptComesBackWholeTheNewestFirstAndOfOneAccount() {
        fill();
        assertThat(events(Filter.all(ALICE), ANY)).containsExactly("event-4", "event-2", "event-3", "event-1");
        assertThat(events(Filter.all(BOB), ANY)).containsExactly("event-5");
        assertThat(journal.find(Filter.all(ALICE), ANY, Optional.empty(), 1))
                .containsExactly(entry(4, ALICE, Status.DELIVERED));
    }

    @Test
    void theSameAttemptIsKeptOnce() {
        fill();
        fill();
        assertThat(events(Filter.all(ALICE), ANY)).hasSize(4);
    }

    @Test
    void everyPartOfTheFilterCounts() {
        fill();
        assertThat(events(asking("event-2", "", ""), ANY)).containsExactly("event-2");
        assertThat(events(asking("Disk:Stalled", "", ""), ANY)).containsExactly("event-3");
        assertThat(events(asking("", "rule", ""), ANY)).containsExactly("event-4", "event-2");
        assertThat(events(asking("", "sub-b", ""), ANY)).containsExactly("event-3", "event-1");
        assertThat(events(asking("", "", "tgt-a"), ANY)).containsExactly("event-4", "event-2");
        assertThat(events(asking("event-2", "sub-b", ""), ANY)).isEmpty();
        assertThat(events(asking("%", "", ""), ANY)).as("no pattern").isEmpty();
        assertThat(events(Filter.all(ALICE), Optional.of(Status.DEAD))).containsExactly("event-3");
        assertThat(events(asking("event-5", "", ""), ANY))
                .as("another account's event")
                .isEmpty();
    }

    @Test
    void theAttemptsOfADeliveryAndOfSomeEventsAreFound() {
        fill();
        var all = Filter.all(ALICE);
        var second = entry(2, ALICE, Status.FAILED);
        var ofOne = new Search(all, ANY, Optional.of(second.place().delivery()), Optional.empty());
        assertThat(journal.find(ofOne, Optional.empty(), 9)).containsExactly(second);
        var bobs = new Search(
                all, ANY, Optional.of(entry(5, BOB, Status.DELIVERED).place().delivery()), Optional.empty());
        assertThat(journal.find(bobs, Optional.empty(), 9)).isEmpty();
        assertThat(journal.find(ofEvents(all, "event-1", "event-4", "event-5"), Optional.empty(), 9))
                .extracting(entry -> entry.subject().eventId())
                .containsExactly("event-4", "event-1");
        assertThat(journal.find(ofEvents(all), Optional.empty(), 9))
                .as("of none, and not of all")
                .isEmpty();
    }

    private static Search ofEvents(Filter filter, String... events) {
        return new Search(filter, ANY, Optional.empty(), Optional.of(Set.of(events)));
    }

    @Test
    void timesCountFromTheFirstAndUpToBeforeTheLast() {
        fill();
        var second = Optional.of(Given.NOON.plusSeconds(1));
        var none = Optional.<String>empty();
        assertThat(events(new Filter(ALICE, none, none, none, second, Optional.empty()), ANY))
                .containsExactly("event-4", "event-2", "event-3");
        assertThat(events(new Filter(ALICE, none, none, none, Optional.empty(), second), ANY))
                .containsExactly("event-1");
    }

    @Test
    void pagesHoldEveryAttemptOnceWhateverComesInBetween() {
        keep(IntStream.range(0, 20)
                .mapToObj(i -> entry(i, ALICE, Status.FAILED))
                .toArray(Entry[]::new));
        var read = new ArrayList<Entry>();
        var after = Optional.<Place>empty();
        for (var page = journal.find(Filter.all(ALICE), ANY, after, 3);
                !page.isEmpty();
                page = journal.find(Filter.all(ALICE), ANY, after, 3)) {
            read.addAll(page);
            after = Optional.of(page.getLast().place());
            keep(entry(100 + read.size(), ALICE, Status.FAILED));
        }
        assertThat(read).doesNotHaveDuplicates().hasSize(20);
        assertThat(read).extracting(Entry::place).isSortedAccordingTo(Place.NEWEST_FIRST);
    }

    @Test
    void whatIsOldIsForgottenInBoundedBatches() {
        journal.keep(List.of(entry(1, ALICE, Status.DEAD), entry(2, BOB, Status.DEAD)), Given.NOON);
        journal.keep(
                IntStream.range(10, 15)
                        .mapToObj(i -> entry(i, ALICE, Status.DEAD))
                        .toList(),
                Given.NOON.plusSeconds(3600));
        assertThat(journal.forgetBefore(Given.NOON.plusSeconds(1), 1)).isEqualTo(1);
        assertThat(journal.forgetBefore(Given.NOON.plusSeconds(1), 10)).isEqualTo(1);
        assertThat(journal.forgetBefore(Given.NOON.plusSeconds(1), 10)).isZero();
        assertThat(events(Filter.all(BOB), ANY)).isEmpty();
        assertThat(events(Filter.all(ALICE), ANY)).hasSize(5);
    }

    @Test
    void anAccountThatHasTooManyLosesItsOldestAndNobodyElseDoes() {
        keep(IntStream.range(0, 20)
                .mapToObj(i -> entry(i, ALICE, Status.FAILED))
                .toArray(Entry[]::new));
        keep(entry(100, BOB, Status.FAILED));
        assertThat(journal.sizes()).isEqualTo(Map.of(ALICE, 20L, BOB, 1L));
        var newest = events(Filter.all(ALICE), ANY).subList(0, 7);
        assertThat(journal.forgetBeyond(ALICE, 7, 4)).isEqualTo(13);
        assertThat(events(Filter.all(ALICE), ANY)).isEqualTo(newest);
        assertThat(events(Filter.all(BOB), ANY)).hasSize(1);
        assertThat(journal.forgetBeyond(ALICE, 7, 4)).isZero();
        assertThat(journal.forgetBeyond(ALICE, 0, 4)).isEqualTo(7);
        assertThat(journal.sizes()).isEqualTo(Map.of(BOB, 1L));
    }

    @Test
    void whatASilenceKeptBackIsFoundByIt() {
        fill();
        var kept = entry(8, ALICE, Status.SILENCED);
        var subject = kept.subject();
        var silenced = new Entry(
                kept.place(),
                new Entry.Subject(
                        ALICE,
                        subject.subscription(),
                        subject.rule(),
                        subject.target(),
                        subject.eventId(),
                        subject.eventName(),
                        "sil-1",
                        7),
                new Entry.Result(
                        kept.result().status(),
                        kept.result().outcome(),
                        kept.result().httpStatus(),
                        kept.result().took(),
                        kept.result().said(),
                        8));
        keep(silenced);
        var none = Optional.<String>empty();
        var bySilence = new Filter(
                ALICE, none, none, none, Optional.of("sil-1"), Optional.<Instant>empty(), Optional.<Instant>empty());
        assertThat(journal.find(bySilence, ANY, Optional.empty(), 10)).containsExactly(silenced);
        assertThat(events(Filter.all(ALICE), Optional.of(Status.SILENCED))).containsExactly("event-8");
    }

    @Test
    void nothingAtAllMayBeKept() {
        journal.keep(List.of(), Given.NOON);
        assertThat(journal.find(Filter.all(ALICE), ANY, Optional.empty(), 1)).isEmpty();
    }
}
