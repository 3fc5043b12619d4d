package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with many targets that hang, and another one. */
class FairAccountsTest extends DeliveryScene {
    private static final AccountId CROWDED = new AccountId("crowded");
    private static final int TARGETS = 30;

    private final List<Subscription> hanging = new ArrayList<>();

    @BeforeEach
    void crowd() {
        for (var number = 0; number < TARGETS; number++) {
            var plain = Given.subscription("hangs" + number, Given.everything());
            var own = new Subscription(
                    plain.id(),
                    CROWDED,
                    1,
                    plain.selectors().getFirst(),
                    Webhook.plain(URI.create("http://127.0.0.1:1/hook")),
                    true);
            hanging.add(own);
            owners.put(own.id().target(), own);
        }
        channel.script(post -> post.delivery().to().account().equals(CROWDED)
                ? Optional.empty()
                : Optional.of(FakeChannel.status(204)));
    }

    private List<Delivery> toEach(int from, int times) {
        var all = new ArrayList<Delivery>();
        for (var time = 0; time < times; time++) {
            for (var one : hanging) {
                all.add(Given.delivery(one, from + all.size(), Given.NOON));
            }
        }
        return all;
    }

    @Test
    void anAccountThatTakesAllItCanLeavesRoomForOthers() {
        accept(toEach(1_000, 8));
        assertThat(channel.sent()).as("half of all").hasSize(LIMITS.allWindows() / 2);
        accept(batch(GOOD, 0, 40));
        Awaitility.await().until(() -> {
            worker.turn();
            return counts.sums().delivered() == 40;
        });
        assertThat(channel.sent()).as("and no more of the others").hasSize(LIMITS.allWindows() / 2 + 40);
    }

    @Test
    void whatAnAccountHasNoRoomForStaysParkedAndIsNotTakenAgainAndAgain() {
        accept(toEach(1_000, 8));
        assertThat(worker.turn()).as("there is nothing to do").isFalse();
        channel.script(_ -> Optional.of(FakeChannel.status(204)));
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(parking.count()).isZero();
        assertThat(channel.sent()).hasSize(8 * TARGETS).doesNotHaveDuplicates();
    }
}
