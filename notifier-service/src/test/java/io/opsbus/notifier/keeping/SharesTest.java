package io.opsbus.notifier.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final AccountId LOUD = new AccountId("loud");
    private static final AccountId MIDDLE = new AccountId("middle");
    private static final AccountId QUIET = new AccountId("quiet");

    @Test
    void whileThereIsRoomNobodyLosesAnything() {
        assertThat(Shares.left(Map.of(LOUD, 90L, QUIET, 10L), 100)).isEmpty();
        assertThat(Shares.left(Map.of(), 1)).isEmpty();
    }

    @Test
    void whoHasTheMostLosesAndWhoHasLessThanAShareKeepsAll() {
        assertThat(Shares.left(Map.of(LOUD, 1000L, QUIET, 10L), 100)).isEqualTo(Map.of(LOUD, 90L));
        assertThat(Shares.left(Map.of(LOUD, 1000L, MIDDLE, 60L, QUIET, 10L), 100))
                .isEqualTo(Map.of(LOUD, 45L, MIDDLE, 45L));
        assertThat(Shares.left(Map.of(LOUD, 7L), 0)).isEqualTo(Map.of(LOUD, 0L));
    }

    @Test
    void whateverTheyHaveTheRoomIsFullAndNobodyIsTakenFromForWhoHasMore() {
        var seed = Long.getLong("opsbus.seed", 20_261_128L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (var round = 0; round < 500; round++) {
            var sizes = new HashMap<AccountId, Long>();
            for (var i = 0; i < 1 + random.nextInt(20); i++) {
                sizes.put(new AccountId("a" + i), 1 + (long) random.nextInt(1000));
            }
            var most = random.nextLong(20_000);
            var left = Shares.left(sizes, most);
            var all = new HashMap<>(sizes);
            all.putAll(left);
            var sum = all.values().stream().mapToLong(Long::longValue).sum();
            var before = sizes.values().stream().mapToLong(Long::longValue).sum();
            assertThat(sum).as("seed %d", seed).isEqualTo(Math.min(most, before));
            var highest = all.values().stream().mapToLong(Long::longValue).max().orElse(0);
            assertThat(left.values()).as("seed %d", seed).allMatch(one -> one >= highest - 1);
        }
    }
}
