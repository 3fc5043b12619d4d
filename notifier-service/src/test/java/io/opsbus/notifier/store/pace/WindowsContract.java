package io.opsbus.notifier.store.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.pace.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of merge windows promises. */
abstract class WindowsContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SubscriptionId ONE = new SubscriptionId("sub-1");

    private Windows windows = empty();

    /** A fresh, empty one. */
    abstract Windows empty();

    /** The same after its process was started again. */
    abstract Windows again(Windows before);

    private static Instant after(int seconds) {
        return Given.NOON.plusSeconds(seconds);
    }

    private Optional<Instant> join(int kind, int one, int second) {
        return windows.join(new Windows.Entry(ONE, new UUID(1, kind), new UUID(2, one)), MINUTE, after(second));
    }

    @Test
    void theFirstGoesAtOnceAndTheOthersAtTheEndOfItsWindow() {
        assertThat(join(1, 1, 0)).isEmpty();
        assertThat(join(1, 2, 1)).contains(after(60));
        assertThat(join(1, 3, 59)).contains(after(60));
    }

    @Test
    void aWindowThatHeldSomethingIsFollowedByAnother() {
        join(1, 1, 0);
        join(1, 2, 30);
        assertThat(join(1, 3, 60)).contains(after(120));
        assertThat(join(1, 4, 119)).contains(after(120));
        assertThat(join(1, 5, 150)).contains(after(180));
        assertThat(join(1, 6, 240)).as("a window nothing came in ends it").isEmpty();
        assertThat(join(1, 7, 241)).contains(after(300));
    }

    @Test
    void aWindowThatHeldNothingIsOver() {
        join(1, 1, 0);
        assertThat(join(1, 2, 60)).isEmpty();
        assertThat(join(1, 3, 61)).contains(after(120));
    }

    @Test
    void otherKindsAndOtherSubscriptionsHaveWindowsOfTheirOwn() {
        join(1, 1, 0);
        assertThat(join(2, 2, 1)).isEmpty();
        var other = new Windows.Entry(new SubscriptionId("sub-2"), new UUID(1, 1), new UUID(2, 3));
        assertThat(windows.join(other, MINUTE, after(1))).isEmpty();
    }

    @Test
    void theFirstGoesAtOnceHoweverOftenItIsRead() {
        join(1, 1, 0);
        assertThat(join(1, 1, 30)).isEmpty();
        assertThat(join(1, 2, 60)).as("reading it again has held nothing back").isEmpty();
    }

    @Test
    void windowsOutliveTheirProcess() {
        join(1, 1, 0);
        windows = again(windows);
        assertThat(join(1, 2, 10)).contains(after(60));
        windows = again(windows);
        assertThat(join(1, 1, 11)).as("the first, read again").isEmpty();
        assertThat(join(1, 3, 61)).contains(after(120));
    }

    @Test
    void whatIsOverIsForgotten() {
        join(1, 1, 0);
        join(2, 2, 30);
        assertThat(windows.forget(after(61))).isEqualTo(1);
        assertThat(join(2, 3, 63)).contains(after(90));
    }
}
