package io.opsbus.event.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.AccountId;
import io.opsbus.event.recent.RecentEvents.RecentEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link RecentEvents} promises; made with a bound of three events an account. */
public abstract class RecentEventsContract {
    private static final AccountId ONE = new AccountId("1");
    private static final AccountId TWO = new AccountId("2");

    /** An empty store that keeps three events of each account. */
    protected abstract RecentEvents boundedByThree();

    @Test
    void theNewestComeFirstAndAtMostTheLimit() {
        var events = boundedByThree();
        events.add(List.of(event("b", ONE, 2), event("c", ONE, 3), event("a", ONE, 1)));
        assertThat(ids(events, ONE, 10)).containsExactly("c", "b", "a");
        assertThat(ids(events, ONE, 2)).containsExactly("c", "b");
    }

    @Test
    void ofTheSameMomentTheLaterArrivalIsTheNewer() {
        var events = boundedByThree();
        events.add(List.of(event("first", ONE, 1), event("second", ONE, 1)));
        events.add(List.of(event("third", ONE, 1)));
        assertThat(ids(events, ONE, 10)).containsExactly("third", "second", "first");
    }

    @Test
    void theSameFactAgainChangesNothing() {
        var events = boundedByThree();
        events.add(List.of(event("a", ONE, 1), event("a", ONE, 1)));
        events.add(List.of(event("a", ONE, 9)));
        assertThat(events.newest(ONE, 10)).containsExactly(event("a", ONE, 1));
    }

    @Test
    void beyondTheBoundTheOldestGoOfThatAccountOnly() {
        var events = boundedByThree();
        events.add(List.of(event("other", TWO, 0)));
        for (int second = 1; second <= 5; second++) {
            events.add(List.of(event("e" + second, ONE, second)));
        }
        events.add(List.of(event("late", ONE, 0)));
        assertThat(ids(events, ONE, 10)).containsExactly("e5", "e4", "e3");
        assertThat(ids(events, TWO, 10)).containsExactly("other");
    }

    private static RecentEvent event(String factId, AccountId account, int second) {
        return new RecentEvent(factId, account, Instant.ofEpochSecond(1_555_000_000L + second), "{}");
    }

    private static List<String> ids(RecentEvents events, AccountId account, int limit) {
        return events.newest(account, limit).stream().map(RecentEvent::factId).toList();
    }
}
