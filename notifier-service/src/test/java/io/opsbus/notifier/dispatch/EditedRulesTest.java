package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an edit between two attempts means: who is told was decided when the event was routed; where to, and how, is what is set when the attempt
 * is made.
 */
class EditedRulesTest extends DeliveryScene {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private int answer = 500;

    @BeforeEach
    void listen() {
        channel.script(post -> {
            calls.add(post.target() instanceof Webhook hook ? hook.url().toString() : "?");
            return Optional.of(FakeChannel.status(answer));
        });
    }

    private static Subscription edited(long version, Selector selector, String url, boolean enabled) {
        return new Subscription(
                GOOD.id(),
                GOOD.account(),
                version,
                List.of(selector),
                Webhook.plain(URI.create(url)),
                enabled,
                Pace.AT_ONCE);
    }

    private void becomes(Subscription now) {
        owners.put(GOOD.id().target(), now);
    }

    private void failsOnce() {
        accept(batch(GOOD, 0, 1));
        assertThat(parking.count()).isEqualTo(1);
        answer = 204;
    }

    private void later(Duration time) {
        clock.advance(time);
        drain();
    }

    private List<Long> madeWith() {
        return attempts.stream().map(Attempts.Attempt::madeWith).toList();
    }

    @Test
    void aRuleThatWantsOtherEventsNowStillOwesWhatItWanted() {
        failsOnce();
        becomes(edited(2, Given.names("Disk:Never"), "http://127.0.0.1:1/hook", true));
        later(Duration.ofSeconds(10));
        assertThat(calls).hasSize(2);
        assertThat(parking.count()).isZero();
        assertThat(madeWith()).containsExactly(1L, 2L);
        assertThat(attempts)
                .extracting(attempt -> attempt.delivery().to().version())
                .as("by which it was routed")
                .containsOnly(1L);
    }

    @Test
    void aTargetThatWasEditedIsTriedAtItsPresentAddress() {
        failsOnce();
        becomes(edited(2, Given.everything(), "http://127.0.0.1:2/new", true));
        later(Duration.ofSeconds(10));
        assertThat(calls).containsExactly("http://127.0.0.1:1/hook", "http://127.0.0.1:2/new");
        assertThat(madeWith()).containsExactly(1L, 2L);
    }

    /** Of a rule, a target that is taken away is a subscription less, as is each of them when the rule is deleted. */
    @Test
    void aTargetOrRuleThatWasDeletedIsNotTriedAnyMore() {
        failsOnce();
        owners.remove(GOOD.id().target());
        later(Duration.ofSeconds(10));
        assertThat(calls).hasSize(1);
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.state().reason()).isEqualTo(DeadReason.UNSUBSCRIBED));
    }

    @Test
    void aRuleThatIsSwitchedOffHasItWaitAndGoesOnWithWhatIsSetThen() {
        failsOnce();
        becomes(edited(2, Given.everything(), "http://127.0.0.1:1/hook", false));
        later(Duration.ofHours(1));
        assertThat(calls).as("it waits").hasSize(1);
        assertThat(parking.count()).isEqualTo(1);
        becomes(edited(3, Given.everything(), "http://127.0.0.1:2/new", true));
        later(Duration.ofHours(1));
        assertThat(calls).containsExactly("http://127.0.0.1:1/hook", "http://127.0.0.1:2/new");
        assertThat(madeWith()).containsExactly(1L, 3L);
    }

    /** It is what was set when the attempt began, though it was edited before it ended. */
    @Test
    void anAttemptUnderWayKeepsWhatItBeganWith() {
        channel.script(_ -> Optional.empty());
        accept(batch(GOOD, 0, 1));
        becomes(edited(2, Given.everything(), "http://127.0.0.1:2/new", true));
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(madeWith()).containsExactly(1L);
    }
}
