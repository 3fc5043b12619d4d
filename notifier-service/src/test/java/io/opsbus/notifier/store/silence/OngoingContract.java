package io.opsbus.notifier.store.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.silence.Ongoing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every memory of ongoing inhibitions promises. */
abstract class OngoingContract {
    private static final Instant NOON = Given.NOON;
    private static final AccountId ALICE = new AccountId("alice");
    private static final Ongoing.Place FIRST = place("i-1");
    private static final Ongoing.Place SECOND = place("i-2");

    private final Ongoing ongoing = empty();

    /** A fresh, empty one. */
    abstract Ongoing empty();

    private static Ongoing.Place place(String resource) {
        return new Ongoing.Place(ALICE, "inh-1", resource);
    }

    private static Ongoing.Span span(int event, int since) {
        return new Ongoing.Span(new UUID(0, event), NOON.plusSeconds(since), NOON.plusSeconds(since + 60));
    }

    private Optional<Ongoing.Place> now(int second, Ongoing.Place... asked) {
        return ongoing.first(List.of(asked), NOON.plusSeconds(second));
    }

    @Test
    void itIsOngoingWhereItBeganUntilItsBound() {
        ongoing.begin(FIRST, span(1, 0));
        assertThat(now(0, FIRST)).contains(FIRST);
        assertThat(now(59, SECOND, FIRST)).contains(FIRST);
        assertThat(now(60, FIRST)).isEmpty();
        assertThat(now(0, SECOND)).isEmpty();
        assertThat(now(0, new Ongoing.Place(new AccountId("bob"), "inh-1", "i-1")))
                .isEmpty();
        assertThat(now(0, new Ongoing.Place(ALICE, "inh-2", "i-1"))).isEmpty();
    }

    @Test
    void theFirstOfThoseAskedForIsNamed() {
        ongoing.begin(FIRST, span(1, 0));
        ongoing.begin(SECOND, span(2, 0));
        assertThat(now(1, SECOND, FIRST)).contains(SECOND);
        assertThat(now(1, FIRST, SECOND)).contains(FIRST);
    }

    @Test
    void itEndsWhereItIsEndedAndMayBeginAgain() {
        ongoing.begin(FIRST, span(1, 0));
        ongoing.begin(SECOND, span(1, 0));
        ongoing.end(FIRST);
        ongoing.end(place("i-nobody"));
        assertThat(now(1, FIRST)).isEmpty();
        assertThat(now(1, SECOND)).contains(SECOND);
        ongoing.begin(FIRST, span(2, 5));
        assertThat(now(5, FIRST)).contains(FIRST);
    }

    /** A batch that was rolled back is read again, and an event may come twice. */
    @Test
    void theEventThatBeganItDoesNothingWhenItIsReadOnceMore() {
        ongoing.begin(FIRST, span(1, 0));
        ongoing.begin(FIRST, span(1, 30));
        assertThat(now(59, FIRST)).contains(FIRST);
        assertThat(now(60, FIRST)).as("it does not go on for longer").isEmpty();
        ongoing.end(FIRST);
        ongoing.begin(FIRST, span(1, 40));
        assertThat(now(41, FIRST)).as("it is over").isEmpty();
    }

    @Test
    void anotherEventHasItGoOnSinceItsBeginning() {
        ongoing.begin(FIRST, span(1, 0));
        ongoing.begin(FIRST, span(2, 30));
        assertThat(ongoing.of(ALICE, "inh-1", NOON.plusSeconds(80), 9))
                .containsExactly(
                        new Ongoing.Going(FIRST, new Ongoing.Span(new UUID(0, 2), NOON, NOON.plusSeconds(90))));
        ongoing.begin(FIRST, span(3, 90));
        assertThat(ongoing.of(ALICE, "inh-1", NOON.plusSeconds(90), 9))
                .extracting(going -> going.span().since())
                .containsExactly(NOON.plusSeconds(90));
    }

    @Test
    void whereItIsOngoingIsToldByResourceAndOfItsAccountAlone() {
        ongoing.begin(SECOND, span(1, 0));
        ongoing.begin(FIRST, span(2, 0));
        ongoing.begin(place("i-3"), span(3, 0));
        ongoing.end(place("i-3"));
        assertThat(ongoing.of(ALICE, "inh-1", NOON, 9))
                .extracting(going -> going.place().resource())
                .containsExactly("i-1", "i-2");
        assertThat(ongoing.of(ALICE, "inh-1", NOON, 1)).hasSize(1);
        assertThat(ongoing.of(new AccountId("bob"), "inh-1", NOON, 9)).isEmpty();
    }

    @Test
    void whatIsLongOverIsForgotten() {
        ongoing.begin(FIRST, span(1, 0));
        ongoing.begin(SECOND, span(1, 30));
        assertThat(ongoing.forget(NOON.plusSeconds(60))).isZero();
        assertThat(ongoing.forget(NOON.plusSeconds(61))).isEqualTo(1);
        assertThat(now(61, SECOND)).contains(SECOND);
    }
}
