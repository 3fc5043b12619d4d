package io.opsbus.invocation.rpc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.ledger.World;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Instances the bus has told of, and those it has not. */
class AwaitedInstancesTest extends CurrentInstancesContract {
    private static final InstanceId FRESH = new InstanceId("i-fresh00000000000001");

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final FakeInstances told = new FakeInstances();
    private final FakeInstances keeper = new FakeInstances();
    private final List<Duration> pauses = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    private AwaitedInstances awaited() {
        return new AwaitedInstances(
                told,
                keeper,
                new World(
                        clock,
                        time -> {
                            pauses.add(time);
                            clock.advance(time);
                            meanwhile.run();
                        },
                        step -> {}));
    }

    @Override
    CurrentInstances of(List<KnownInstance> instances) {
        instances.forEach(told::put);
        instances.forEach(keeper::put);
        return awaited();
    }

    private List<KnownInstance> find(InstanceId... ids) {
        return awaited().find(Given.ALICES, List.of(ids));
    }

    private static KnownInstance fresh(boolean isRunning) {
        return new KnownInstance(FRESH, Given.ALICES, "fresh", "linux", isRunning);
    }

    @Test
    void whoIsKnownToRunIsNotAskedFor() {
        told.put(Given.instance(Given.LINUX));
        assertThat(find(Given.LINUX)).containsExactly(Given.instance(Given.LINUX));
        assertThat(keeper.asked()).isZero();
    }

    @Test
    void whoRunsSinceAMomentAgoIsWaitedFor() {
        told.put(Given.instance(Given.LINUX));
        keeper.put(fresh(true));
        meanwhile = () -> {
            if (pauses.size() == 2) {
                told.put(fresh(false));
            } else if (pauses.size() == 4) {
                told.put(fresh(true));
            }
        };
        assertThat(find(FRESH, Given.LINUX)).containsExactlyInAnyOrder(fresh(true), Given.instance(Given.LINUX));
        assertThat(pauses).hasSize(4);
        assertThat(keeper.asked()).isEqualTo(1);
    }

    @Test
    void whoIsNotThereIsAskedForOnceAndNotWaitedFor() {
        told.put(Given.instance(Given.LINUX));
        assertThat(find(Given.LINUX, new InstanceId("i-nobody1"), new InstanceId("i-nobody2")))
                .containsExactly(Given.instance(Given.LINUX));
        assertThat(keeper.asked()).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void whoDoesNotRunIsToldAsTheKeeperHasIt() {
        keeper.put(fresh(false));
        assertThat(find(FRESH)).containsExactly(fresh(false));
        told.put(Given.instance(Given.STOPPED));
        assertThat(find(Given.STOPPED)).as("it is gone").isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void nobodyIsWaitedForWhenOneOfThemCannotBe() {
        keeper.put(fresh(true));
        assertThat(find(FRESH, new InstanceId("i-nobody"))).containsExactly(fresh(true));
        assertThat(pauses).isEmpty();
    }

    @Test
    void theAccountIsTheCallers() {
        keeper.put(fresh(true));
        assertThat(awaited().find(new Scope(Given.BOB, Given.HANGZHOU), List.of(FRESH)))
                .isEmpty();
    }

    @Test
    void managedOnesAreKeptHere() {
        assertThat(find(new InstanceId("mi-nobody"))).isEmpty();
        assertThat(keeper.asked()).isZero();
    }

    @Test
    void aBusThatIsFarBehindIsAFailureThatPasses() {
        keeper.put(fresh(true));
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> find(FRESH));
        assertThat(clock.instant())
                .isBetween(
                        Given.NOON.plus(AwaitedInstances.PATIENCE),
                        Given.NOON.plus(AwaitedInstances.PATIENCE).plusMillis(200));
        assertThat(pauses).hasSizeLessThan(30);
    }

    @Test
    void aKeeperThatIsAwayIsNoMissingInstance() {
        keeper.away(true);
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> find(FRESH));
    }

    @Test
    void onlySoManyAskAtOnce() throws Exception {
        var inside = new CountDownLatch(AwaitedInstances.MOST);
        var go = new CountDownLatch(1);
        var instances = new AwaitedInstances(
                told,
                (scope, ids) -> {
                    inside.countDown();
                    await(go);
                    return List.of();
                },
                World.of(clock));
        List<Future<List<KnownInstance>>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < AwaitedInstances.MOST; n++) {
                calls.add(threads.submit(() -> instances.find(Given.ALICES, List.of(FRESH))));
            }
            await(inside);
            assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> instances.find(Given.ALICES, List.of(FRESH)));
            told.put(Given.instance(Given.LINUX));
            assertThat(instances.find(Given.ALICES, List.of(Given.LINUX))).hasSize(1);
            go.countDown();
            for (Future<List<KnownInstance>> call : calls) {
                assertThat(call.get()).isEmpty();
            }
        }
        assertThat(instances.find(Given.ALICES, List.of(FRESH))).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
