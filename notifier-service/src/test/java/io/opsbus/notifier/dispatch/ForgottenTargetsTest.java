package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of a target goes with it, when nothing of it is under way any more. */
class ForgottenTargetsTest extends DeliveryScene {
    private long lanes() {
        return flow.manners().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void theLaneOfADeletedTargetGoesWhenItsLastAttemptHasEnded() {
        hang(BAD);
        accept(batch(BAD, 0, 2));
        accept(batch(GOOD, 10, 2));
        assertThat(lanes()).isEqualTo(2);
        owners.remove(BAD.id().target());
        worker.forget();
        assertThat(lanes()).as("its attempts are under way").isEqualTo(2);
        channel.end(FakeChannel.status(204));
        worker.forget();
        assertThat(lanes()).isEqualTo(1);
        assertThat(flow.look(GOOD.id().target())).isPresent();
        assertThat(flow.look(BAD.id().target())).isEmpty();
        drain();
        assertThat(parking.all()).isEmpty();
    }
}
