package io.opsbus.event.query;

import static io.opsbus.event.query.Stored.ACCOUNT;
import static io.opsbus.event.query.Stored.SCOPE;
import static io.opsbus.event.query.Stored.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Inquiring;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Cause;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter.Scope;
import io.opsbus.event.query.EventFilter.Times;
import io.opsbus.event.query.Paging.ByNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link SystemEvents} promises. */
public abstract class SystemEventsContract {
    private static final Paging FIRST = new ByNumber(1, 100);

    /** An empty store. */
    protected abstract Store store();

    /** A store with the way events get into it. */
    public interface Store {
        SystemEvents events();

        /** Keeps the event in its newest state. */
        void put(SystemEvent event);

        void forget(EventId id);
    }

    @Test
    void whatWasPutComesBackAsItWas() {
        var store = store();
        for (SystemEvent event : Stored.oneOfEachKind()) {
            store.put(event);
        }
        for (SystemEvent event : Stored.oneOfEachKind()) {
            if (event instanceof Published published) {
                assertThat(store.events().find(ACCOUNT, event.id())).contains(published);
            } else {
                assertThat(store.events().find(ACCOUNT, event.id())).isEmpty();
            }
        }
    }

    @Test
    void aChangedEventIsFoundInItsNewStateAlone() {
        var store = store();
        var planned = Stored.planned("e-1", 1);
        store.put(planned);
        var avoided = planned.to(((Scheduled) planned.cycle()).avoid(Stored.second(9)));
        store.put(avoided);
        assertThat(list(store, EventFilter.of(SCOPE, EventFilter.OPEN)).events())
                .isEmpty();
        assertThat(list(store, EventFilter.of(SCOPE, EventFilter.OPEN)).total()).isZero();
        assertThat(list(store, EventFilter.of(SCOPE, EventFilter.CLOSED)).events())
                .containsExactly(avoided);
        assertThat(list(store, EventFilter.of(SCOPE, EventFilter.CLOSED)).total())
                .isEqualTo(1);
        store.forget(planned.id());
        assertThat(list(store, EventFilter.of(SCOPE, EventFilter.CLOSED)).total())
                .isZero();
        assertThat(store.events().find(ACCOUNT, planned.id())).isEmpty();
    }

    @Test
    void anotherAccountSeesNothing() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        var theirs = new Scope(STRANGER, SCOPE.region(), false);
        assertThat(store.events().find(STRANGER, new EventId("e-1"))).isEmpty();
        assertThat(list(store, EventFilter.of(theirs, EventFilter.OPEN)).total())
                .isZero();
        assertThat(list(store, EventFilter.of(theirs, EventFilter.OPEN).withIds(Set.of(new EventId("e-1"))))
                        .events())
                .isEmpty();
        assertThat(store.events().openOf(STRANGER, Set.of(new ResourceId("i-1"))))
                .isEmpty();
        assertThat(store.events().pending(STRANGER, Cause.SYSTEM_MAINTENANCE)).isEmpty();
    }

    @Test
    void regionsAndKindsAreApart() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        store.put(Stored.stalled("e-2", "d-1", 2));
        var elsewhere = new Scope(ACCOUNT, "cn-beijing", false);
        var disks = new Scope(ACCOUNT, SCOPE.region(), true);
        assertThat(list(store, EventFilter.of(elsewhere, EventFilter.OPEN)).total())
                .isZero();
        assertThat(ids(list(store, EventFilter.of(SCOPE, EventFilter.OPEN)))).containsExactly("e-1");
        assertThat(ids(list(store, EventFilter.of(disks, EventFilter.OPEN)))).containsExactly("e-2");
    }

    @Test
    void everyCriterionHolds() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        store.put(Stored.of(
                "e-2", "i-2", EventType.MAINTENANCE_STOP, 2, new Scheduled(Plan.at(Stored.second(500)), false)));
        store.put(Stored.of("e-3", "i-2", EventType.FAILURE_REBOOT, 3, new Executing(Stored.second(3), null)));
        store.put(Stored.of("e-4", "i-4", EventType.MAINTENANCE_ISOLATE_DISK, 4, new Inquiring()));
        var open = EventFilter.of(SCOPE, EventFilter.OPEN);
        assertThat(ids(list(store, open))).containsExactly("e-4", "e-3", "e-2", "e-1");
        assertThat(ids(list(store, open.about(Set.of(new ResourceId("i-2")))))).containsExactly("e-3", "e-2");
        assertThat(ids(list(store, open.ofTypes(Set.of(EventType.FAILURE_REBOOT)))))
                .containsExactly("e-3");
        assertThat(ids(list(store, open.withIds(Set.of(new EventId("e-1"), new EventId("e-9"))))))
                .containsExactly("e-1");
        assertThat(ids(list(store, EventFilter.of(SCOPE, Set.of(EventStatus.INQUIRING)))))
                .containsExactly("e-4");
        assertThat(ids(list(
                        store,
                        open.about(Set.of(new ResourceId("i-2"))).ofTypes(Set.of(EventType.MAINTENANCE_REBOOT)))))
                .isEmpty();
    }

    @Test
    void rangesHaveBothEndsWithinAndLeaveOutWhatWasNeverPlanned() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        store.put(Stored.of(
                "e-2", "i-2", EventType.MAINTENANCE_STOP, 2, new Scheduled(Plan.at(Stored.second(500)), false)));
        store.put(Stored.of("e-3", "i-2", EventType.FAILURE_REBOOT, 3, new Executing(Stored.second(3), null)));
        assertThat(ids(list(store, published(1, 2)))).containsExactly("e-2", "e-1");
        assertThat(ids(list(store, published(2, 2)))).containsExactly("e-2");
        assertThat(ids(list(store, published(3, 2)))).isEmpty();
        var planned = EventFilter.of(SCOPE, EventFilter.OPEN)
                .within(new Times(TimeRange.ALWAYS, new TimeRange(Stored.second(0), null)));
        assertThat(ids(list(store, planned))).containsExactly("e-2", "e-1");
        assertThat(list(store, planned).total()).isEqualTo(2);
        var soon = EventFilter.of(SCOPE, EventFilter.OPEN)
                .within(new Times(TimeRange.ALWAYS, new TimeRange(null, Stored.second(500))));
        assertThat(ids(list(store, soon))).containsExactly("e-2");
    }

    @Test
    void anEmptyCriterionSelectsNothing() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        var open = EventFilter.of(SCOPE, EventFilter.OPEN);
        assertThat(list(store, open.withIds(Set.of()))).isEqualTo(Paging.Page.EMPTY);
        assertThat(list(store, open.about(Set.of()))).isEqualTo(Paging.Page.EMPTY);
        assertThat(list(store, open.ofTypes(Set.of()))).isEqualTo(Paging.Page.EMPTY);
        assertThat(list(store, EventFilter.of(SCOPE, Set.of()))).isEqualTo(Paging.Page.EMPTY);
        assertThat(store.events().openOf(ACCOUNT, Set.of())).isEmpty();
    }

    @Test
    void pagesByNumberCoverEverythingOnceAlsoOverDays() {
        var store = store();
        var all = manyDays(store);
        for (int size : new int[] {1, 3, 7, 100}) {
            var seen = new ArrayList<String>();
            for (int number = 1; number <= all.size() / size + 2; number++) {
                var page = store.events().list(EventFilter.of(SCOPE, EventFilter.OPEN), new ByNumber(number, size));
                assertThat(page.total()).isEqualTo(all.size());
                seen.addAll(ids(page));
            }
            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void pagesByTokenCoverEverythingOnceThoughNewEventsArrive() {
        var store = store();
        var all = manyDays(store);
        var seen = new ArrayList<String>();
        var page = store.events().list(EventFilter.of(SCOPE, EventFilter.OPEN), new Paging.After(null, 4));
        seen.addAll(ids(page));
        for (int i = 0; page.next().isPresent(); i++) {
            store.put(Stored.planned("e-new" + i, 10_000_000 + i));
            var cursor = Paging.Cursor.parse(page.next().get().text()).orElseThrow();
            page = store.events().list(EventFilter.of(SCOPE, EventFilter.OPEN), new Paging.After(cursor, 4));
            seen.addAll(ids(page));
        }
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void aDeepPageOfSomeTypesAndStatesIsTheSameAsTheWholeListCut() {
        var store = store();
        manyDays(store);
        var filter =
                EventFilter.of(SCOPE, EnumSet.of(EventStatus.SCHEDULED)).ofTypes(Set.of(EventType.MAINTENANCE_STOP));
        var whole = ids(store.events().list(filter, FIRST));
        assertThat(whole).hasSizeGreaterThan(5);
        assertThat(ids(store.events().list(filter, new ByNumber(3, 2)))).isEqualTo(whole.subList(4, 6));
    }

    @Test
    void openEventsOfAnInstanceIncludeItsDisks() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        store.put(Stored.stalled("e-2", "d-1", 2));
        var closed = Stored.stalled("e-3", "d-2", 3);
        store.put(closed);
        store.put(closed.to(((Executing) closed.cycle()).complete(Stored.second(4))));
        assertThat(store.events().openOf(ACCOUNT, Set.of(new ResourceId("i-1"))))
                .extracting(event -> event.id().text())
                .containsExactly("e-1", "e-2");
    }

    @Test
    void pendingEventsIncludeDrafts() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        var subject = Stored.subject("e-2", "i-1", EventType.EXPIRATION_STOP, Origin.BILLING);
        store.put(new Draft(subject, Plan.at(Stored.second(900)), Stored.second(100)));
        assertThat(store.events().pending(new ResourceId("i-1")))
                .extracting(EventId::text)
                .containsExactly("e-1", "e-2");
        assertThat(store.events().pending(ACCOUNT, Cause.INSTANCE_EXPIRATION))
                .extracting(EventId::text)
                .containsExactly("e-2");
        assertThat(store.events().pending(ACCOUNT, Cause.ACCOUNT_UNBALANCED)).isEmpty();
        assertThat(list(store, EventFilter.of(SCOPE, EventFilter.OPEN)).total()).isEqualTo(1);
    }

    @Test
    void whatIsNotClosedIsListedForOperatorsWhoeverOwnsItTheNextFirst() {
        var store = store();
        var later = Stored.planned("e-1", 1);
        var draft = new Draft(
                Stored.subject("e-2", "i-2", EventType.EXPIRATION_STOP, Origin.BILLING),
                Plan.at(Stored.second(900)),
                Stored.second(100));
        var asked = Stored.of("e-3", "i-2", EventType.MAINTENANCE_REBOOT, 3, new Inquiring());
        var disk = Stored.stalled("e-4", "d-1", 2);
        var closed = Stored.planned("e-5", 1);
        List.of(later, draft, asked, disk, closed).forEach(store::put);
        store.put(closed.to(((Scheduled) closed.cycle()).avoid(Stored.second(9))));
        assertThat(store.events().unfinished(new Unfinished(null, null, 9))).containsExactly(asked, disk, draft, later);
        assertThat(store.events().unfinished(new Unfinished(null, null, 3))).containsExactly(asked, disk, draft);
        assertThat(store.events().unfinished(new Unfinished(ACCOUNT, new ResourceId("i-1"), 9)))
                .containsExactly(disk, later);
        assertThat(store.events().unfinished(new Unfinished(STRANGER, null, 9))).isEmpty();
    }

    @Test
    void openSimulationsAreCounted() {
        var store = store();
        store.put(Stored.planned("e-1", 1));
        var simulated = Published.first(
                Stored.subject("e-2", "i-1", EventType.MAINTENANCE_REBOOT, Origin.SIMULATION),
                Stored.second(2),
                new Scheduled(Plan.at(Stored.second(900)), false));
        store.put(simulated);
        assertThat(store.events().openSimulations(ACCOUNT)).isEqualTo(1);
        store.put(simulated.to(((Scheduled) simulated.cycle()).cancel(Stored.second(3))));
        assertThat(store.events().openSimulations(ACCOUNT)).isZero();
    }

    @Test
    void totalsAndPagesOfRangesTypesAndEndsAreWhatLookingAtEachEventFinds() {
        var store = store();
        List<Published> all = manyEnds(store);
        List<EventFilter> filters = new ArrayList<>();
        for (var statuses : List.of(
                EventFilter.CLOSED,
                EventFilter.OPEN,
                Set.of(EventStatus.FAILED),
                Set.of(EventStatus.AVOIDED, EventStatus.EXECUTED),
                Set.of(EventStatus.EXECUTING, EventStatus.EXECUTED),
                EnumSet.allOf(EventStatus.class))) {
            var some = EventFilter.of(SCOPE, statuses);
            for (var filter : List.of(
                    some,
                    some.ofTypes(Set.of(EventType.FAILURE_DELETE)),
                    some.ofTypes(Set.of(EventType.FAILURE_DELETE, EventType.MAINTENANCE_STOP)),
                    some.ofTypes(Set.of(EventType.EXPIRATION_STOP)))) {
                filters.add(filter);
                for (int from : new int[] {7, 96}) {
                    filters.add(filter.within(
                            new Times(new TimeRange(hour(from), hour(from + 48).plusSeconds(from)), TimeRange.ALWAYS)));
                    filters.add(filter.within(new Times(new TimeRange(hour(from), null), TimeRange.ALWAYS)));
                    filters.add(filter.within(new Times(new TimeRange(null, hour(from)), TimeRange.ALWAYS)));
                }
            }
        }
        for (EventFilter filter : filters) {
            var expected = all.stream().filter(filter::matches).toList();
            var first = store.events().list(filter, new ByNumber(1, 5));
            assertThat(first.total()).as("%s", filter).isEqualTo(expected.size());
            assertThat(first.events()).as("%s", filter).isEqualTo(cut(expected, 0, 5));
            assertThat(store.events().list(filter, new ByNumber(3, 4)).events()).isEqualTo(cut(expected, 8, 4));
            if (first.next().isPresent()) {
                assertThat(store.events()
                                .list(filter, new Paging.After(first.next().get(), 3))
                                .events())
                        .as("%s", filter)
                        .isEqualTo(cut(expected, 5, 3));
            }
        }
    }

    private static <T> List<T> cut(List<T> all, int from, int size) {
        return all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()));
    }

    private static Instant hour(int hour) {
        return Instant.parse("2019-04-09T00:00:00Z").plus(Duration.ofHours(hour));
    }

    /** Events of several types in all states over twelve days; in the order of pages. */
    private static List<Published> manyEnds(Store store) {
        var types = List.of(EventType.MAINTENANCE_REBOOT, EventType.MAINTENANCE_STOP, EventType.FAILURE_DELETE);
        List<Published> all = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            Instant at = hour(4 * i);
            var scheduled = new Scheduled(Plan.at(at.plusSeconds(600)), false);
            var executing = scheduled.begin(at.plusSeconds(600));
            var cycle = List.of(
                            scheduled,
                            executing,
                            executing.complete(at.plusSeconds(700)),
                            executing.fail(at.plusSeconds(700), "no host"),
                            scheduled.avoid(at.plusSeconds(9)),
                            scheduled.cancel(at.plusSeconds(9)),
                            new Inquiring())
                    .get(i % 7);
            var subject = Stored.subject("e-%03d".formatted(i), "i-" + i % 5, types.get(i % 11 % 3), Origin.OPERATOR);
            var event = Published.first(subject, at, cycle);
            store.put(event);
            all.add(event);
        }
        return all.reversed();
    }

    /** Thirty events, some of the same moment, over many days; their ids in the order of pages. */
    private static List<String> manyDays(Store store) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            String id = "e-%02d".formatted(i);
            Instant at = Stored.second(0).plus(Duration.ofHours(9L * (i / 2)));
            var type = i % 3 == 0 ? EventType.MAINTENANCE_STOP : EventType.MAINTENANCE_REBOOT;
            var subject = Stored.subject(id, "i-" + i % 5, type, Origin.OPERATOR);
            store.put(Published.first(subject, at, new Scheduled(Plan.at(at.plusSeconds(600)), false)));
            ids.add(id);
        }
        return ids.reversed();
    }

    private static EventFilter published(long from, long to) {
        return EventFilter.of(SCOPE, EventFilter.OPEN)
                .within(new Times(new TimeRange(Stored.second(from), Stored.second(to)), TimeRange.ALWAYS));
    }

    private static Paging.Page list(Store store, EventFilter filter) {
        return store.events().list(filter, FIRST);
    }

    private static List<String> ids(Paging.Page page) {
        return page.events().stream().map(event -> event.id().text()).toList();
    }
}
