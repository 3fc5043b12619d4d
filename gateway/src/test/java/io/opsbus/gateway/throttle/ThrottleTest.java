package io.opsbus.gateway.throttle;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.gateway.throttle.Throttle.Bucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Bucket DESCRIBE = new Bucket(ALICE, "2014-05-26", "DescribeInstances");
    private static final Bucket START = new Bucket(ALICE, "2014-05-26", "StartInstance");
    private static final Bucket BOBS = new Bucket(BOB, "2014-05-26", "DescribeInstances");

    @Test
    void aBurstPassesAndTheNextIsToldHowLongToWait() {
        var throttle = new Throttle(10, 5, 100);
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.take(DESCRIBE, 0)).isZero();
        }

        Duration wait = throttle.take(DESCRIBE, 0);

        assertThat(wait).isEqualTo(Duration.ofMillis(100));
        assertThat(throttle.take(DESCRIBE, wait.toNanos() - 1)).isPositive();
        assertThat(throttle.take(DESCRIBE, wait.toNanos())).isZero();
    }

    @Test
    void accountsAndActionsDoNotShareABucket() {
        var throttle = new Throttle(1, 1, 100);
        assertThat(throttle.take(DESCRIBE, 0)).isZero();
        assertThat(throttle.take(DESCRIBE, 0)).isPositive();
        assertThat(throttle.take(START, 0)).isZero();
        assertThat(throttle.take(BOBS, 0)).isZero();
    }

    @Test
    void theSustainedRateIsTheRate() {
        var throttle = new Throttle(200, 400, 100);
        long second = Duration.ofSeconds(1).toNanos();
        int passed = 0;
        for (long now = 0; now < 10 * second; now += second / 1000) {
            passed += throttle.take(DESCRIBE, now).isZero() ? 1 : 0;
        }
        assertThat(passed).isBetween(400 + 2000 - 2, 400 + 2000 + 2);
    }

    @Test
    void aQuietTimeFillsTheBucketOnlyToItsBrim() {
        var throttle = new Throttle(10, 3, 100);
        assertThat(throttle.take(DESCRIBE, 0)).isZero();
        long later = Duration.ofHours(1).toNanos();
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take(DESCRIBE, later)).isZero();
        }
        assertThat(throttle.take(DESCRIBE, later)).isPositive();
    }

    @Test
    void fullBucketsAreForgottenOthersAreNot() {
        var throttle = new Throttle(1, 2, 2);
        assertThat(throttle.take(DESCRIBE, 0)).isZero();
        assertThat(throttle.take(START, 0)).isZero();
        assertThat(throttle.take(BOBS, 0)).isPositive();
        assertThat(throttle.take(DESCRIBE, 0)).isZero();
        assertThat(throttle.take(DESCRIBE, 0)).isPositive();

        long later = Duration.ofSeconds(1).toNanos();
        assertThat(throttle.take(BOBS, later)).isZero();
        assertThat(throttle.buckets()).isEqualTo(2);
        assertThat(throttle.take(DESCRIBE, later)).isZero();
        assertThat(throttle.take(DESCRIBE, later)).isPositive();
    }

    @Test
    void aClockThatStartsBelowZeroIsAClock() {
        var throttle = new Throttle(10, 1, 1);
        assertThat(throttle.take(DESCRIBE, Long.MIN_VALUE + 5)).isZero();
        assertThat(throttle.take(DESCRIBE, Long.MIN_VALUE + 5)).isPositive();
    }

    @Test
    void aThrottleThatLetsNothingPassIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Throttle(0, 1, 1));
    }
}
