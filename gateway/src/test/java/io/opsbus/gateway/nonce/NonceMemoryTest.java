package io.opsbus.gateway.nonce;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.nonce.NonceMemory.Kept;
import io.opsbus.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {
    private static final AccessKeyId KEY = new AccessKeyId("key-number-1");

    private final NonceMemory memory = new NonceMemory(10_000);

    @Test
    void aNonceIsUsedOnce() {
        NonceMark mark = NonceMark.of(KEY, "n");

        assertThat(memory.isUsed(mark, NOON)).isFalse();
        assertThat(memory.use(mark, ALICE, NonceWindow.expiry(NOON), NOON)).isEqualTo(Kept.FRESH);
        assertThat(memory.isUsed(mark, NOON)).isTrue();
        assertThat(memory.use(mark, ALICE, NonceWindow.expiry(NOON), NOON)).isEqualTo(Kept.USED);
    }

    @Test
    void keysHaveNoncesOfTheirOwn() {
        assertThat(NonceMark.of(KEY, "n")).isEqualTo(NonceMark.of(KEY, "n"));
        assertThat(NonceMark.of(new AccessKeyId("key-number-2"), "n")).isNotEqualTo(NonceMark.of(KEY, "n"));
        assertThat(NonceMark.of(KEY, "")).isNotEqualTo(NonceMark.of(KEY, "\n"));
    }

    /** At every second of its life: as long as the call is accepted, its nonce is known. */
    @Test
    void aNonceIsRememberedAsLongAsItsCallWouldBeAccepted() {
        NonceMark mark = NonceMark.of(KEY, "n");
        Instant earliest = NOON.minus(NonceWindow.SKEW);
        assertThat(memory.use(mark, ALICE, NonceWindow.expiry(NOON), earliest)).isEqualTo(Kept.FRESH);

        for (Instant now = earliest; NonceWindow.accepts(NOON, now); now = now.plusSeconds(1)) {
            assertThat(memory.isUsed(mark, now)).as("%s", now).isTrue();
        }
        assertThat(memory.isUsed(mark, NOON.plus(NonceWindow.SKEW).plusSeconds(1)))
                .isTrue();
        assertThat(memory.isUsed(mark, NonceWindow.expiry(NOON).plusSeconds(60)))
                .isFalse();
    }

    @Test
    void theWindowIsFifteenMinutesEitherWay() {
        assertThat(NonceWindow.accepts(NOON, NOON.plusSeconds(900))).isTrue();
        assertThat(NonceWindow.accepts(NOON, NOON.minusSeconds(900))).isTrue();
        assertThat(NonceWindow.accepts(NOON, NOON.plusSeconds(900).plusMillis(1)))
                .isFalse();
        assertThat(NonceWindow.accepts(NOON, NOON.minusSeconds(900).minusMillis(1)))
                .isFalse();
    }

    @Test
    void aFullMemoryRefusesAndForgetsNothingThatLives() {
        var small = new NonceMemory(640);
        int kept = 0;
        Map<NonceMark, Kept> all = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            NonceMark mark = NonceMark.of(KEY, "n" + i);
            Kept outcome = small.use(mark, i % 2 == 0 ? ALICE : BOB, NonceWindow.expiry(NOON), NOON);
            all.put(mark, outcome);
            kept += outcome == Kept.FRESH ? 1 : 0;
        }

        assertThat(kept).isBetween(400, 640);
        all.forEach((mark, outcome) -> assertThat(small.isUsed(mark, NOON)).isEqualTo(outcome == Kept.FRESH));
        Instant later = NonceWindow.expiry(NOON).plusSeconds(60);
        assertThat(small.use(NonceMark.of(KEY, "later"), ALICE, NonceWindow.expiry(later), later))
                .isEqualTo(Kept.FRESH);
    }

    @Test
    void oneAccountCannotShutOutAnother() {
        var small = new NonceMemory(64_000);
        int alices = 0;
        for (int i = 0; i < 64_000; i++) {
            alices +=
                    small.use(NonceMark.of(KEY, "a" + i), ALICE, NonceWindow.expiry(NOON), NOON) == Kept.FRESH ? 1 : 0;
        }

        assertThat(alices).isEqualTo(32_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(small.use(NonceMark.of(KEY, "b" + i), BOB, NonceWindow.expiry(NOON), NOON))
                    .isEqualTo(Kept.FRESH);
        }
    }

    @Test
    void parallelReplaysOfOneCallPassOnce() throws Exception {
        AtomicInteger fresh = new AtomicInteger();
        for (int round = 0; round < 200; round++) {
            NonceMark mark = NonceMark.of(KEY, "round " + round);
            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                        if (memory.use(mark, ALICE, NonceWindow.expiry(NOON), NOON) == Kept.FRESH) {
                            fresh.incrementAndGet();
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(fresh).hasValue(200);
    }

    /** Against a map that forgets nothing, over hours of a clock that moves on. */
    @Test
    void itAgreesWithAPlainMapOverTime() {
        RandomGenerator random = Seeds.random("nonces against a map");
        var table = new NonceMemory(100_000);
        Map<NonceMark, Instant> plain = new HashMap<>();
        Instant now = NOON;
        for (int i = 0; i < 60_000; i++) {
            now = now.plusMillis(random.nextInt(300));
            NonceMark mark = NonceMark.of(KEY, "n" + random.nextInt(30_000));
            Instant expiry = NonceWindow.expiry(now.plusSeconds(random.nextInt(-900, 901)));
            Instant before = plain.get(mark);
            boolean lives = before != null && before.getEpochSecond() / 60 >= now.getEpochSecond() / 60;
            assertThat(table.use(mark, i % 2 == 0 ? ALICE : BOB, expiry, now))
                    .isEqualTo(lives ? Kept.USED : Kept.FRESH);
            if (!lives) {
                plain.put(mark, expiry);
            }
        }
    }

    @Test
    void aMemoryWithoutRoomIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NonceMemory(127));
    }

    @Test
    void theMarginCoversTwoClocks() {
        assertThat(NonceWindow.expiry(NOON)).isEqualTo(NOON.plus(Duration.ofMinutes(16)));
    }
}
