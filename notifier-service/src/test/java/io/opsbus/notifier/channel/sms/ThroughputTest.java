package io.opsbus.notifier.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock in the test's hands. */
class ThroughputTest {
    private static final long TENTH = Duration.ofMillis(100).toNanos();

    private final AtomicLong ticks = new AtomicLong();
    private final Throughput ten = new Throughput(10, ticks::get, ticks::set);

    @Test
    void momentsAreSpreadOverTheSecond() {
        assertThat(ten.book(3, ten.in(Duration.ofSeconds(5)))).contains(List.of(0L, TENTH, 2 * TENTH));
        assertThat(ten.untilFree()).isEqualTo(Duration.ofMillis(300));
        assertThat(ten.book(1, ten.in(Duration.ofSeconds(5)))).contains(List.of(3 * TENTH));
    }

    @Test
    void aTextWhosePartsDoNotAllFitGetsNoMoment() {
        var latest = ten.in(Duration.ofSeconds(5));
        assertThat(ten.book(50, latest)).isPresent();
        assertThat(ten.book(2, latest)).isEmpty();
        assertThat(ten.book(1, latest)).as("nothing was booked for the two").isPresent();
        assertThat(ten.book(1, latest)).isEmpty();
        assertThat(ten.untilFree()).isEqualTo(Duration.ofMillis(5100));
    }

    @Test
    void whatWasNotUsedIsNotSavedUp() throws InterruptedException {
        ten.await(Duration.ofHours(1).toNanos());
        var now = ticks.get();
        assertThat(ten.untilFree()).isZero();
        assertThat(ten.book(2, ten.in(Duration.ofSeconds(1)))).contains(List.of(now, now + TENTH));
    }
}
