package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

/** Batches, lanes, parking and its worker together, with time in the test's hands. */
abstract class DeliveryScene {
    static final Subscription GOOD = Given.subscription("good", Given.everything());
    static final Subscription BAD = Given.subscription("bad", Given.everything());
    static final Limits LIMITS = new Limits(4, 8, 64, Duration.ofMillis(200), Duration.ofSeconds(5));

    final SettableClock clock = SettableClock.at(Given.NOON);
    final AtomicLong ticks = new AtomicLong();
    final Pulse pulse = new Pulse(ticks::get);
    final FakeChannel channel = new FakeChannel();
    final InMemoryParking parking = new InMemoryParking();
    final List<DeadLetters.Letter> letters = Collections.synchronizedList(new ArrayList<>());
    final List<Attempts.Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
    final Map<TargetId, Subscription> owners = new HashMap<>();
    final Counts counts = new Counts();
    final List<Runnable> unwritten = Collections.synchronizedList(new ArrayList<>());
    final Set<DeliveryId> recalled = new HashSet<>();
    final List<Instant> askedSince = new ArrayList<>();
    volatile boolean isDurable = true;
    Consumer<List<Attempts.Attempt>> kept = _ -> {};
    final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    final LiveHolds holds =
            new LiveHolds(held, held.stops(), parking, one -> one.about().eventName());
    final Pacing pacing = new Pacing(new InMemoryWindows());
    Flow flow;
    ParkedDeliveries worker;
    Deliverer deliverer;

    @BeforeEach
    void start() {
        owners.put(GOOD.id().target(), GOOD);
        owners.put(BAD.id().target(), BAD);
        var ports = new Flow.Ports(
                channel,
                parking,
                new Attempts() {
                    @Override
                    public void record(Attempt attempt, Runnable written) {
                        DeliveryScene.this.record(attempt, written);
                    }

                    @Override
                    public void keep(List<Attempt> last) {
                        kept.accept(last);
                        attempts.addAll(last);
                    }
                },
                letters::addAll,
                new Targets() {
                    @Override
                    public Optional<Subscription> owner(TargetId target) {
                        return ownerOf(target);
                    }

                    @Override
                    public Holds holds() {
                        return holds;
                    }

                    @Override
                    public Pacing pacing() {
                        return pacing;
                    }
                },
                (asked, since) -> recalled(asked.keySet(), since));
        flow = new Flow(ports, LIMITS, RetryPolicy.DEFAULT, clock, new SplittableRandom(7), counts);
        worker = new ParkedDeliveries(flow);
        deliverer = new Deliverer(flow, worker, pulse);
    }

    Optional<Subscription> ownerOf(TargetId target) {
        return Optional.ofNullable(owners.get(target));
    }

    void record(Attempts.Attempt attempt, Runnable written) {
        attempts.add(attempt);
        if (isDurable) {
            written.run();
        } else {
            unwritten.add(written);
        }
    }

    Set<DeliveryId> recalled(Set<DeliveryId> asked, Instant since) {
        askedSince.add(since);
        return asked.stream().filter(recalled::contains).collect(Collectors.toSet());
    }

    static List<Delivery> batch(Subscription to, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Given.delivery(to, i, Given.NOON))
                .toList();
    }

    void accept(List<Delivery> batch) {
        var _ = begin(batch);
    }

    /** Tells when the batch is safe. */
    Future<?> begin(List<Delivery> batch) {
        try {
            return deliverer.accept(batch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Works until there is nothing to do now and nothing is under way. */
    void drain() {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !worker.turn() && parking.all().stream().noneMatch(this::isLeased) && !worker.turn());
    }

    boolean isLeased(Parking.Row row) {
        return row.state().dueAt().equals(clock.instant().plus(LIMITS.lease()));
    }

    void hang(Subscription target) {
        channel.script(post -> post.delivery().target().equals(target.id().target())
                ? Optional.empty()
                : Optional.of(FakeChannel.status(204)));
    }

    void answer(int status) {
        channel.script(_ -> Optional.of(FakeChannel.status(status)));
    }
}
