package io.opsbus.gateway.store;

import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.UsedNonces;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store of used nonces does, be it real or fake. */
abstract class UsedNoncesContract {
    private static final NonceMark ONE = new NonceMark(1, -1);
    private static final NonceMark TWO = new NonceMark(Long.MIN_VALUE, 2);
    private static final NonceMark THREE = new NonceMark(3, 3);

    /** The same store under any number of names: as two gateways, or one after a restart, would have it. */
    abstract UsedNonces empty();

    abstract UsedNonces another();

    @Test
    void aNonceIsFreshOnceWhoeverAsks() {
        UsedNonces nonces = empty();
        assertThat(nonces.use(Map.of(ONE, NOON, TWO, NOON))).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(nonces.use(Map.of(ONE, NOON, THREE, NOON))).containsExactly(THREE);
        assertThat(another().use(Map.of(TWO, NOON))).isEmpty();
        assertThat(nonces.use(Map.of())).isEmpty();
    }

    @Test
    void expiredOnesAreForgottenInBatchesAndOthersStay() {
        UsedNonces nonces = empty();
        nonces.use(Map.of(ONE, NOON, TWO, NOON.plusSeconds(1), THREE, NOON.plusSeconds(10)));

        assertThat(nonces.forget(NOON, 100)).isZero();
        assertThat(nonces.forget(NOON.plusSeconds(5), 1)).isEqualTo(1);
        assertThat(nonces.forget(NOON.plusSeconds(5), 100)).isEqualTo(1);
        assertThat(nonces.forget(NOON.plusSeconds(5), 100)).isZero();
        assertThat(nonces.use(Map.of(ONE, NOON, TWO, NOON, THREE, NOON))).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void parallelUsesOfTheSameNoncesInAnyOrderPassOnce() throws Exception {
        UsedNonces nonces = empty();
        List<Set<NonceMark>> fresh = IntStream.range(0, 8)
                .<Set<NonceMark>>mapToObj(_ -> new HashSet<>())
                .toList();
        List<Thread> threads = fresh.stream()
                .map(mine -> Thread.ofVirtual().start(() -> {
                    for (int round = 0; round < 20; round++) {
                        mine.addAll(nonces.use(Map.of(
                                new NonceMark(round, 1), NOON,
                                new NonceMark(round, 2), NOON,
                                new NonceMark(round, 3), NOON)));
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(fresh.stream().mapToInt(Set::size).sum()).isEqualTo(60);
    }
}
