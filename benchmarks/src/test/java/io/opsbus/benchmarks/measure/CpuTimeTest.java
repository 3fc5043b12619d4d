package io.opsbus.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    @Test
    void aNameWithBlanksAndBracketsDoesNotShiftTheFields() {
        String stat = "42 (my (odd) name) S 1 42 42 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 9";

        assertThat(CpuTime.sum(stat, 4)).isEqualTo(127);
        assertThat(CpuTime.sum(stat, 2)).isEqualTo(120);
    }

    @Test
    void workOfThisProcessIsSeen() {
        long self = ProcessHandle.current().pid();
        Duration before = CpuTime.ofTree(self);
        double sum = 0;
        while (CpuTime.ofTree(self).minus(before).toMillis() < 50) {
            for (int i = 0; i < 100_000; i++) {
                sum += Math.sqrt(ThreadLocalRandom.current().nextDouble());
            }
        }
        assertThat(sum).isPositive();
        assertThat(CpuTime.ofMachine()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void theWorkOfAChildIsNotItsParents() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            long self = ProcessHandle.current().pid();
            while (CpuTime.ofTree(child.pid()).toMillis() < 50) {
                assertThat(child.isAlive()).isTrue();
            }
            Duration alone = CpuTime.ofProcess(self);
            Duration together = CpuTime.ofTree(self);

            assertThat(together.minus(alone).toMillis()).isGreaterThanOrEqualTo(50);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIsGoneUsesNothing() {
        assertThat(CpuTime.ofTree(Integer.MAX_VALUE)).isZero();
    }
}
