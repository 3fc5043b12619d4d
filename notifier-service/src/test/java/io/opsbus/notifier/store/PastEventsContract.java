package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of past events promises. */
abstract class PastEventsContract {
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");

    private final PastEvents past = empty();

    /** A fresh, empty one. */
    abstract PastEvents empty();

    private static PastEvent event(int number, AccountId account, String name, String resource, boolean custom) {
        return event(number, account, name, resource, custom, Given.NOON.plusSeconds(number));
    }

    private static PastEvent event(
            int number, AccountId account, String name, String resource, boolean custom, Instant time) {
        var event = new Event(
                account,
                "id-" + number,
                name,
                number % 2 == 0 ? Level.WARN : Level.INFO,
                "ECS",
                "acs:ecs:r:a:instance/" + resource,
                time,
                number % 3 == 0 ? Optional.of("Executed") : Optional.empty());
        return PastEvent.of(new UUID(9, number), custom, event, "r", "{\"n\":\"N" + number + "\"}");
    }

    private void fill() {
        past.keep(
                List.of(
                        event(1, ALICE, "Instance:StateChange", "i-1", false),
                        event(2, ALICE, "Disk:Stalled:Executing", "d-1", false),
                        event(3, ALICE, "Instance:StateChange", "i-1", false),
                        event(4, ALICE, "mine", "0", true),
                        event(5, BOB, "Instance:StateChange", "i-1", false)),
                Given.NOON);
    }

    private List<String> ids(PastEvents.Query query) {
        return past.find(query, 0, 100).stream().map(one -> one.event().id()).toList();
    }

    private static PastEvents.Query asking(PastEvents.Words words) {
        return new PastEvents.Query(ALICE, false, Optional.empty(), Optional.empty(), words, Optional.empty());
    }

    @Test
    void theNewestComeFirstInPartsOfOneAccount() {
        fill();
        assertThat(ids(PastEvents.Query.all(ALICE))).containsExactly("id-3", "id-2", "id-1");
        assertThat(past.find(PastEvents.Query.all(ALICE), 1, 1)).singleElement().satisfies(one -> {
            assertThat(one.event().name()).isEqualTo("Disk:Stalled:Executing");
            assertThat(one.json()).isEqualTo("{\"n\":\"N2\"}");
            assertThat(one.event().level()).isEqualTo(Level.WARN);
            assertThat(one.event().eventTime()).isEqualTo(Given.NOON.plusSeconds(2));
        });
    }

    @Test
    void theyAreReadInTheOrderTheyHappenedFromAnyPlaceOn() {
        fill();
        past.keep(
                List.of(
                        event(6, ALICE, "Instance:StateChange", "i-1", false, Given.NOON.plusSeconds(2)),
                        event(7, ALICE, "Instance:StateChange", "i-1", false, Instant.parse("0000-01-01T00:00:00Z"))),
                Given.NOON);
        var all = PastEvents.Query.all(ALICE);
        var read = new ArrayList<String>();
        var part = past.after(all, Optional.empty(), 2);
        while (!part.events().isEmpty()) {
            part.events().forEach(one -> read.add(one.event().id()));
            part = past.after(all, part.last(), 2);
        }
        assertThat(part.last()).isEmpty();
        assertThat(read).containsExactly("id-7", "id-1", "id-2", "id-6", "id-3");
        assertThat(past.before(all, 5)).isEmpty();
        var newest = past.after(all, past.before(all, 2), 9);
        assertThat(newest.events()).extracting(one -> one.event().id()).containsExactly("id-6", "id-3");
        assertThat(newest.events().getFirst().json()).isEqualTo("{\"n\":\"N6\"}");
    }

    @Test
    void theSameEventIsKeptOnce() {
        fill();
        fill();
        var twice = event(6, ALICE, "mine", "0", false);
        past.keep(List.of(twice, twice), Given.NOON);
        assertThat(ids(PastEvents.Query.all(ALICE))).hasSize(4);
    }

    /** What JSON can write, PostgreSQL must take; a batch that could not be kept would come again for ever. */
    @Test
    void everyTimeAnEventCanHaveIsKept() {
        past.keep(
                List.of(
                        event(1, ALICE, "first", "i-1", false, Instant.parse("0000-01-01T00:00:00Z")),
                        event(2, ALICE, "last", "i-1", false, Instant.parse("9998-12-31T15:59:59.999Z"))),
                Given.NOON);
        assertThat(past.count(PastEvents.Query.all(ALICE), 10))
                .extracting(PastEvents.Tally::name)
                .contains("last");
    }

    @Test
    void everyWordCounts() {
        fill();
        assertThat(ids(asking(new PastEvents.Words("ecs", "", "", "", "", "")))).hasSize(3);
        assertThat(ids(asking(new PastEvents.Words("rds", "", "", "", "", "")))).isEmpty();
        assertThat(ids(asking(new PastEvents.Words("", "instance:statechange", "", "", "", ""))))
                .hasSize(2);
        assertThat(ids(asking(new PastEvents.Words("", "", "Warn", "", "", ""))))
                .containsExactly("id-2");
        assertThat(ids(asking(new PastEvents.Words("", "", "", "exception", "", ""))))
                .containsExactly("id-2");
        assertThat(ids(asking(new PastEvents.Words("", "", "", "", "executed", ""))))
                .containsExactly("id-3");
        assertThat(ids(asking(new PastEvents.Words("", "", "", "", "", "n1")))).containsExactly("id-1");
        assertThat(ids(asking(new PastEvents.Words("", "", "", "", "", "", "id-2"))))
                .containsExactly("id-2");
        assertThat(ids(asking(new PastEvents.Words("", "", "", "", "", "", "ID-2"))))
                .as("an id is itself")
                .isEmpty();
        assertThat(ids(asking(new PastEvents.Words("", "", "", "", "", "%"))))
                .as("no pattern")
                .isEmpty();
    }

    @Test
    void timesResourcesAndKindsOfEventsCount() {
        fill();
        var any = PastEvents.Words.ANY;
        var second = Optional.of(Given.NOON.plusSeconds(2));
        assertThat(ids(new PastEvents.Query(ALICE, false, second, Optional.empty(), any, Optional.empty())))
                .containsExactly("id-3", "id-2");
        assertThat(ids(new PastEvents.Query(ALICE, false, Optional.empty(), second, any, Optional.empty())))
                .containsExactly("id-1");
        assertThat(ids(new PastEvents.Query(
                        ALICE, false, Optional.empty(), Optional.empty(), any, Optional.of(Set.of("d-1")))))
                .containsExactly("id-2");
        assertThat(ids(new PastEvents.Query(
                        ALICE, false, Optional.empty(), Optional.empty(), any, Optional.of(Set.of()))))
                .isEmpty();
        assertThat(ids(new PastEvents.Query(ALICE, true, Optional.empty(), Optional.empty(), any, Optional.empty())))
                .containsExactly("id-4");
    }

    @Test
    void countsAreExactAndTellTheLast() {
        past.keep(List.of(event(1, ALICE, "Instance:StateChange", "i-1", false)), Given.NOON);
        past.keep(List.of(event(7, ALICE, "Instance:StateChange", "i-1", false)), Given.NOON);
        past.keep(List.of(event(2, ALICE, "Disk:Stalled:Executing", "d-1", false)), Given.NOON);
        var counts = past.count(PastEvents.Query.all(ALICE), 10);
        assertThat(counts.getFirst())
                .isEqualTo(new PastEvents.Tally(
                        "ECS",
                        "Instance:StateChange",
                        Level.INFO,
                        "r",
                        "i-1",
                        "",
                        2,
                        Given.NOON.plusSeconds(7),
                        "{\"n\":\"N7\"}"));
        assertThat(counts).hasSize(2);
        assertThat(past.count(PastEvents.Query.all(ALICE), 1)).hasSize(1);
    }

    @Test
    void anAccountThatHasTooManyLosesWhatHappenedFirstAndNobodyElseDoes() {
        past.keep(
                IntStream.range(0, 20)
                        .mapToObj(i -> event(i, ALICE, "a", "i-1", false, Given.NOON.plusSeconds(i / 4)))
                        .toList(),
                Given.NOON);
        past.keep(List.of(event(50, ALICE, "a", "i-1", false, Instant.parse("0000-01-01T00:00:00Z"))), Given.NOON);
        past.keep(List.of(event(100, BOB, "a", "i-1", false)), Given.NOON);
        assertThat(past.sizes()).isEqualTo(Map.of(ALICE, 21L, BOB, 1L));
        var newest = ids(PastEvents.Query.all(ALICE)).subList(0, 7);
        assertThat(past.forgetBeyond(ALICE, 7, 4)).isEqualTo(14);
        assertThat(ids(PastEvents.Query.all(ALICE))).isEqualTo(newest);
        assertThat(ids(PastEvents.Query.all(BOB))).hasSize(1);
        assertThat(past.forgetBeyond(ALICE, 7, 4)).isZero();
    }

    @Test
    void ofManyOfOneMomentThoseThatCameFirstGo() {
        past.keep(
                IntStream.range(0, 1_300)
                        .mapToObj(i -> event(i, ALICE, "a", "i-1", false, Given.NOON))
                        .toList(),
                Given.NOON);
        assertThat(past.forgetBeyond(ALICE, 50, 70)).isEqualTo(1_250);
        assertThat(ids(PastEvents.Query.all(ALICE)))
                .hasSize(50)
                .startsWith("id-1299")
                .endsWith("id-1250");
    }

    @Test
    void whatIsOldIsForgottenInBoundedBatches() {
        past.keep(List.of(event(1, ALICE, "a", "i-1", false)), Given.NOON);
        past.keep(List.of(event(2, ALICE, "a", "i-1", false)), Given.NOON.plus(Duration.ofHours(1)));
        past.keep(List.of(event(3, BOB, "a", "i-1", false)), Given.NOON.plus(Duration.ofHours(2)));
        assertThat(past.forgetBefore(Given.NOON.plus(Duration.ofHours(2)), 1)).isEqualTo(1);
        assertThat(past.forgetBefore(Given.NOON.plus(Duration.ofHours(2)), 10)).isEqualTo(1);
        assertThat(ids(PastEvents.Query.all(ALICE))).isEmpty();
        assertThat(ids(PastEvents.Query.all(BOB))).containsExactly("id-3");
    }
}
