package io.opsbus.notifier.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Consent.Answer;
import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.consent.Receiver;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of consents promises. */
abstract class ConsentsContract {
    private static final Instant NOON = Given.NOON;
    private static final URI HOOK = URI.create("https://hooks.example.com/in?token=a");
    private static final Receiver A = Receiver.of(new AccountId("alice"), HOOK);
    private static final Receiver B = Receiver.of(new AccountId("bob"), HOOK);
    private static final Answer NO = new Answer(false, "4xx");
    private static final Answer YES = new Answer(true, "webhook-allowed-rate: 100");

    private Consents consents = new InMemoryConsents();

    abstract Consents empty();

    @BeforeEach
    void start() {
        consents = empty();
    }

    private List<Receiver> take(Instant now) {
        return consents.take(List.of(A), now, now.plusSeconds(60), 9);
    }

    @Test
    void whatOneAccountWasGrantedIsNoConsentToAnother() {
        consents.heard(A, YES, NOON);
        assertThat(consents.given(List.of(A, B))).isEqualTo(Set.of(A));
        assertThat(consents.find(A)).isEqualTo(new Consent(true, 1, Optional.of(NOON), Optional.empty(), YES.said()));
        assertThat(consents.find(B)).isEqualTo(Consent.NONE);
    }

    @Test
    void anotherPathIsAnotherReceiver() {
        consents.heard(A, YES, NOON);
        assertThat(consents.given(
                        List.of(Receiver.of(A.account(), URI.create("https://hooks.example.com/in?token=b")))))
                .isEmpty();
    }

    @Test
    void aConsentStaysWhateverIsSaidLater() {
        consents.heard(A, YES, NOON);
        consents.heard(A, NO, NOON.plusSeconds(1));
        assertThat(consents.given(List.of(A))).containsExactly(A);
        assertThat(take(NOON.plusSeconds(100_000))).isEmpty();
    }

    @Test
    void whoIsBeingAskedIsAskedByNobodyElseUnlessItsAskerDies() {
        assertThat(take(NOON)).containsExactly(A);
        assertThat(take(NOON.plusSeconds(59))).isEmpty();
        assertThat(take(NOON.plusSeconds(60))).containsExactly(A);
    }

    @Test
    void whoRefusesIsAskedAgainLaterAndLaterAndThenNoMore() {
        var asked = new ArrayList<Instant>();
        for (var next = Optional.of(NOON);
                next.isPresent();
                next = consents.find(A).next()) {
            var now = next.get();
            if (!asked.isEmpty()) {
                assertThat(take(now.minusSeconds(1))).isEmpty();
            }
            assertThat(take(now)).containsExactly(A);
            asked.add(now);
            consents.heard(A, NO, now);
        }
        assertThat(asked).hasSize(1 + Consent.WAITS.size());
        for (var one = 1; one < asked.size(); one++) {
            assertThat(asked.get(one)).isEqualTo(asked.get(one - 1).plus(Consent.WAITS.get(one - 1)));
        }
        assertThat(take(NOON.plusSeconds(1_000_000))).isEmpty();
    }

    @Test
    void noMoreAreTakenThanWantedAndManyAtOnceShareThem() {
        var all = new ArrayList<Receiver>();
        for (var i = 0; i < 40; i++) {
            all.add(Receiver.of(A.account(), URI.create("https://hooks.example.com/" + i)));
        }
        assertThat(consents.take(all, NOON, NOON.plusSeconds(60), 4)).hasSize(4);
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.execute(() -> taken.addAndGet(
                        consents.take(all, NOON, NOON.plusSeconds(60), 40).size()));
            }
        }
        // another who looks at a row at that moment leaves it for the next time
        taken.addAndGet(consents.take(all, NOON, NOON.plusSeconds(60), 40).size());
        assertThat(taken).hasValue(36);
    }

    @Test
    void nobodyIsNoWork() {
        assertThat(consents.given(List.of())).isEmpty();
        assertThat(consents.take(List.of(), NOON, NOON, 9)).isEmpty();
    }
}
