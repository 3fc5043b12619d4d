package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.pace.Silences;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of silences promises. */
abstract class SilencesContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SubscriptionId ONE = new SubscriptionId("sub-1");

    private final Silences silences = empty();

    /** A fresh, empty one. */
    abstract Silences empty();

    private static Silences.News news(SubscriptionId to, int news, int event) {
        return new Silences.News(to, new UUID(1, news), new UUID(2, event));
    }

    private boolean tell(int news, int event, Duration after) {
        return silences.tell(news(ONE, news, event), HOUR, Given.NOON.plus(after));
    }

    @Test
    void theSameNewsIsToldAgainWhenItsSilenceIsOver() {
        assertThat(tell(1, 1, Duration.ZERO)).isTrue();
        assertThat(tell(1, 2, Duration.ofMinutes(59))).isFalse();
        assertThat(tell(1, 3, HOUR)).isTrue();
        assertThat(tell(1, 4, HOUR.plusMinutes(59)))
                .as("a new silence has begun")
                .isFalse();
    }

    @Test
    void otherNewsAndOtherSubscriptionsAreNotSilenced() {
        assertThat(tell(1, 1, Duration.ZERO)).isTrue();
        assertThat(tell(2, 2, Duration.ZERO)).isTrue();
        assertThat(silences.tell(news(new SubscriptionId("sub-2"), 1, 3), HOUR, Given.NOON))
                .isTrue();
    }

    @Test
    void theEventThatBeganASilenceIsToldHoweverOftenItIsRead() {
        assertThat(tell(1, 1, Duration.ZERO)).isTrue();
        assertThat(tell(1, 1, Duration.ofMinutes(30))).isTrue();
        assertThat(tell(1, 2, HOUR))
                .as("reading it again has not made the silence longer")
                .isTrue();
    }

    @Test
    void whatIsOverIsForgotten() {
        assertThat(tell(1, 1, Duration.ZERO)).isTrue();
        assertThat(tell(2, 2, Duration.ofMinutes(1))).isTrue();
        assertThat(silences.forget(Given.NOON.plus(HOUR))).isEqualTo(1);
        assertThat(tell(2, 3, HOUR)).isFalse();
    }
}
