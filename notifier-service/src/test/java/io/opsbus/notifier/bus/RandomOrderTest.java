package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random events, answers, pauses and crashes, for each order: nothing is lost; blocked, nothing begins before what is earlier is over; skipped,
 * nothing passes what has not failed; superseded, only what has something newer behind it is given up, and only where something failed. A seed
 * each run; {@code -Dopsbus.seed=N} runs the first sequence of that seed again.
 */
class RandomOrderTest {
    private static final int SEQUENCES = 400;
    private static final int STEPS = 60;

    private static final List<Operation.Manner> ALL = List.of(Operation.Manner.values());
    private static final List<Operation.Manner> SOUND = List.of(Operation.Manner.WELL, Operation.Manner.SLOWLY);

    @ParameterizedTest
    @EnumSource(names = {"BLOCK", "SKIP", "SUPERSEDE"})
    void eachResourceIsToldAsItsOrderSays(ResourceOrder order) {
        var first = Long.getLong("opsbus.seed", System.nanoTime());
        var superseded = 0;
        for (var i = 0; i < SEQUENCES; i++) {
            superseded += new Sequence(order, first + i).run();
        }
        System.out.printf("%s: %d sequences, %d superseded (seed %d)%n", order, SEQUENCES, superseded, first);
        assertThat(superseded > 0).isEqualTo(order == ResourceOrder.SUPERSEDE);
    }

    private static final class Sequence {
        private final long seed;
        private final SplittableRandom random;
        private final SettableClock clock = SettableClock.at(Given.NOON);
        private final OrderedTarget target;
        private final OrderedNotifier notifier;
        private List<Operation.Manner> manners = List.of(Operation.Manner.WELL);

        Sequence(ResourceOrder order, long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.target = new OrderedTarget(order, clock, () -> manners.get(random.nextInt(manners.size())));
            this.notifier = new OrderedNotifier(order, clock, target);
        }

        /** How many were superseded. */
        int run() {
            // some never fail, so that nothing may be given up
            var isSound = random.nextInt(4) == 0;
            for (var step = 0; step < STEPS; step++) {
                step(isSound);
                notifier.work();
            }
            manners = List.of(Operation.Manner.WELL);
            notifier.pause(false);
            for (var hours = 0; hours < 60 && !notifier.isDone(); hours++) {
                for (var seconds = 0; seconds < 20; seconds++) {
                    pass(Duration.ofSeconds(5));
                }
                pass(Duration.ofHours(1));
            }
            target.ended();
            assertThat(target.problems())
                    .as(() -> "seed " + seed + "\n" + notifier.told())
                    .isEmpty();
            assertThat(notifier.isDone()).as("seed %d", seed).isTrue();
            return target.superseded();
        }

        private void step(boolean isSound) {
            switch (random.nextInt(16)) {
                case 0 -> notifier.pause(random.nextInt(3) == 0);
                case 1, 2, 3 -> manners = isSound ? SOUND : some();
                case 4 -> notifier.light(random.nextInt(14), random.nextBoolean());
                case 5 -> notifier.crash();
                case 6, 7, 8 -> pass(Duration.ofSeconds(5));
                case 9 -> pass(Duration.ofMinutes(random.nextInt(60)));
                default -> {
                    for (var more = random.nextInt(4); more >= 0; more--) {
                        notifier.publish("i-" + random.nextInt(3));
                    }
                }
            }
        }

        private List<Operation.Manner> some() {
            return random.ints(1 + random.nextInt(3), 0, ALL.size())
                    .mapToObj(ALL::get)
                    .toList();
        }

        private void pass(Duration time) {
            var end = clock.instant().plus(time);
            while (clock.instant().isBefore(end)) {
                var left = Duration.between(clock.instant(), end);
                var most = target.isQuiet() ? Duration.ofMinutes(10) : OrderedTarget.TIMEOUT;
                clock.advance(left.compareTo(most) < 0 ? left : most);
                notifier.work();
            }
        }
    }
}
