package io.opsbus.gateway.store;

import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.nonce.NonceLog.Written;
import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.UsedNonces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NonceJournalTest {
    private final InMemoryNonces store = new InMemoryNonces();
    private final List<NonceJournal> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(NonceJournal::close);
    }

    @Test
    void aNonceIsFreshOnceAlsoForAGatewayStartedLater() {
        NonceMark mark = new NonceMark(1, 2);
        assertThat(started(store).write(mark, NOON)).isEqualTo(Written.FRESH);
        assertThat(started(store).write(mark, NOON)).isEqualTo(Written.USED);
    }

    @Test
    void withTheStoreAwayNobodyIsToldFresh() {
        NonceJournal journal = started(store);
        store.away(true);
        assertThat(journal.write(new NonceMark(1, 2), NOON)).isEqualTo(Written.AWAY);
        store.away(false);
        assertThat(journal.write(new NonceMark(1, 3), NOON)).isEqualTo(Written.FRESH);
    }

    @Test
    void callsThatWaitShareACommit() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger commits = new AtomicInteger();
        NonceJournal journal = started(new UsedNonces() {
            @Override
            public Set<NonceMark> use(Map<NonceMark, Instant> expiries) {
                commits.incrementAndGet();
                begun.countDown();
                await(goOn);
                return store.use(expiries);
            }

            @Override
            public int forget(Instant now, int most) {
                return store.forget(now, most);
            }
        });
        AtomicInteger fresh = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        callers.add(caller(journal, 0, fresh));
        begun.await();
        // these arrive while the first is being committed; two of them are one call sent twice
        IntStream.range(0, 100).forEach(i -> callers.add(caller(journal, 1 + i / 2, fresh)));
        while (callers.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }

        goOn.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(fresh).hasValue(51);
        assertThat(commits).hasValue(2);
    }

    @Test
    void aClosedJournalRefuses() {
        NonceJournal journal = started(store);
        journal.close();
        assertThat(journal.write(new NonceMark(1, 2), NOON)).isEqualTo(Written.AWAY);
    }

    private static Thread caller(NonceJournal journal, int nonce, AtomicInteger fresh) {
        return Thread.ofVirtual().start(() -> {
            if (journal.write(new NonceMark(7, nonce), NOON) == Written.FRESH) {
                fresh.incrementAndGet();
            }
        });
    }

    private NonceJournal started(UsedNonces nonces) {
        NonceJournal journal = new NonceJournal(nonces);
        open.add(journal);
        Thread.ofVirtual().start(journal);
        return journal;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
