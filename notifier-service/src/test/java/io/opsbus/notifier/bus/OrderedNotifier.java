package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.DeadLetters;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Pulse;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A deliverer and its worker that tell one target of several resources in order, in one thread; like {@link LivingNotifier} it can die at any call
 * of a port.
 */
final class OrderedNotifier {
    private static final Limits LIMITS = new Limits(2, 4, 64, Duration.ZERO, OrderedTarget.TIMEOUT);
    private static final int RESTLESS = 10_000;

    private final SettableClock clock;
    private final Subscription subscription;
    private final OrderedTarget target;
    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    private final List<Delivery> routed = new ArrayList<>();
    private final List<Attempts.Attempt> attempts = new ArrayList<>();
    private int committed;
    private int published;
    private Life life;

    OrderedNotifier(ResourceOrder order, SettableClock clock, OrderedTarget target) {
        this.clock = clock;
        this.subscription = Given.subscription("order", Given.everything()).with(order);
        this.target = target;
        this.life = new Life();
    }

    void light(int calls, boolean after) {
        life.fuse.light(calls, after);
    }

    /** The next event of a resource, which the deliverer has not read yet. */
    void publish(String resource) {
        var number = published++;
        target.owed(resource, number);
        var plain = Given.delivery(subscription, number, clock.instant());
        var about = new Delivery.Subject("event-" + number, resource, Optional.empty());
        routed.add(new Delivery(plain.id(), plain.to(), about, clock.instant(), Body.of("{}".getBytes(UTF_8))));
    }

    void pause(boolean on) {
        var id = subscription.id().target();
        if (on) {
            held.hold(HeldTarget.paused(id, Given.ACCOUNT, clock.instant()));
        } else {
            held.release(id, clock.instant());
        }
        life.holds.refresh();
    }

    void work() {
        try {
            life.work();
        } catch (Fuse.Burnt _) {
            crash();
            life.work();
        }
    }

    void crash() {
        target.crashed();
        life = new Life();
    }

    boolean isDone() {
        return parking.count() == 0 && committed == routed.size() && target.isQuiet();
    }

    String told() {
        return parking.all() + "\n"
                + attempts.stream()
                        .map(one -> one.delivery().about() + " " + one.number() + " "
                                + one.outcome().label() + " " + one.startedAt())
                        .collect(Collectors.joining("\n"));
    }

    private static boolean isDone(Attempts.Attempt attempt) {
        return attempt.outcome().verdict() == Outcome.Verdict.DELIVERED
                || attempt.outcome().label().equals(Outcome.SUPERSEDED);
    }

    private Set<DeliveryId> those(Collection<DeliveryId> asked, Predicate<Attempts.Attempt> ended) {
        return attempts.stream()
                .filter(ended)
                .map(one -> one.delivery().id())
                .filter(asked::contains)
                .collect(Collectors.toSet());
    }

    private void record(Attempts.Attempt attempt, Runnable written) {
        attempts.add(attempt);
        if (attempt.outcome().label().equals(Outcome.SUPERSEDED)) {
            target.superseded(attempt.delivery());
        }
        written.run();
    }

    private final class Life implements Targets {
        private final Fuse fuse = new Fuse();
        private final LiveHolds holds =
                new LiveHolds(held, held.stops(), parking, one -> one.about().eventName());
        private final Pacing pacing = new Pacing(new InMemoryWindows());
        private final Runnable commit = fuse.over(Runnable.class, () -> {});
        private final Deliverer deliverer;
        private final ParkedDeliveries worker;
        private final int inDoubt = routed.size();

        Life() {
            var ports = new Flow.Ports(
                    fuse.over(Channel.class, target),
                    fuse.over(Parking.class, parking),
                    fuse.over(Attempts.class, OrderedNotifier.this::record),
                    fuse.over(DeadLetters.class, letters -> letters.forEach(letter -> target.died(letter.delivery()))),
                    this,
                    (asked, _) -> those(asked.keySet(), OrderedNotifier::isDone));
            var random = new SplittableRandom(7);
            var flow = new Flow(ports, LIMITS, RetryPolicy.DEFAULT, clock, random, new Counts());
            worker = new ParkedDeliveries(flow);
            deliverer = new Deliverer(flow, worker, new Pulse(() -> 0));
            holds.refresh();
        }

        @Override
        public Optional<Subscription> owner(TargetId id) {
            return Optional.of(subscription);
        }

        @Override
        public Holds holds() {
            return holds;
        }

        @Override
        public Pacing pacing() {
            return pacing;
        }

        void work() {
            target.goOn();
            deliver();
            for (var rounds = 0; worker.turn(); rounds++) {
                if (rounds > RESTLESS) {
                    throw new AssertionError("it does not come to rest");
                }
            }
        }

        private void deliver() {
            var batch = new ArrayList<Delivery>();
            for (var at = committed; at < routed.size(); at++) {
                var one = routed.get(at);
                if (at >= inDoubt
                        || (parking.parked(List.of(one.id())).isEmpty()
                                && those(Set.of(one.id()), end -> isDone(end) || end.terminal())
                                        .isEmpty())) {
                    batch.add(one);
                }
            }
            try {
                var _ = deliverer.accept(batch);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            commit.run();
            committed = routed.size();
        }
    }
}
