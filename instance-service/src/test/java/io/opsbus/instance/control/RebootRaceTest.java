package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.InstanceFact.CarriedOut;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.ledger.ChangeKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The user reboots in the very moment in which the order of an opened window arrives, ten thousand times: whoever is first, the
 * machine is rebooted once, and the event hears which of Avoided and Executed it is (guide 3.1).
 */
class RebootRaceTest {
    private static final int RACES = 10_000;
    private static final InstanceId ID = InstanceId.derived("reboot-race");

    private final FleetInMemory one = new FleetInMemory();
    private final CyclicBarrier start = new CyclicBarrier(2);

    @Test
    void whoeverIsFirstTheMachineIsRebootedOnce() throws Exception {
        var ignored = one.fleet.instances().launch(List.of(Given.order(ID)), one.key(), one.clock.instant());
        one.settle();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int race = 0; race < RACES; race++) {
                one.clock.advance(Duration.ofMinutes(1));
                one.facts.clear();
                long before = incarnation();
                String name = "e-race-" + race;
                Future<Boolean> user = threads.submit(() -> reboots(name));
                Future<?> window = threads.submit(() -> carriesOut(name));
                boolean wasFirst = user.get();
                window.get();
                one.settle();

                assertThat(incarnation()).as(name).isEqualTo(before + 1);
                assertThat(one.facts(CarriedOut.class))
                        .as(name)
                        .extracting(CarriedOut::outcome)
                        .containsExactly(wasFirst ? new Outcome.UserWasFirst() : new Outcome.Done());
            }
        }
    }

    private boolean reboots(String key) {
        meet();
        var request = ChangeKey.ofRequest(key);
        return one.fleet.instances().ask(ALICE, ID, new InstanceRequest.Reboot(false), request, one.clock.instant())
                instanceof Answer.Yes;
    }

    private void carriesOut(String event) {
        meet();
        var now = one.clock.instant();
        var order = new Order(new SystemEventId(event), ALICE, ID, Work.REBOOT, false, now, now);
        one.fleet.instances().carryOut(order, now);
    }

    private void meet() {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private long incarnation() {
        return one.fleet.instances().find(ALICE, ID).orElseThrow().machine().incarnation();
    }
}
