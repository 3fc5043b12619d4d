package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
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
import io.opsbus.notifier.hold.Disabling;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.pace.Silences;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A notifier of the real parts that decide (router, deliverer, lanes, worker of the parked, holds, stays.redrives) on the stores' fakes, in one
 * thread: what is durable stays, the process in the middle can die at any call of a port.
 */
final class LivingNotifier {
    private static final Limits LIMITS = new Limits(2, 4, 64, Duration.ZERO, ScriptedTargets.TIMEOUT);

    /** More rounds than any operation gives work for. */
    private static final int RESTLESS = 10_000;

    private final SettableClock clock;
    private final PlainNotifier model;
    private final ScriptedTargets targets;
    private final Surviving stays;
    private final LivingMutes mutes;
    private final Deque<Published> events = new ArrayDeque<>();
    private Rules rules = Rules.NONE;
    private int committed;
    private int jobs;

    private Life life;

    /** An event on the bus. */
    private record Published(Event event, Body json) {}

    LivingNotifier(SettableClock clock, PlainNotifier model, ScriptedTargets targets) {
        this.clock = clock;
        this.model = model;
        this.targets = targets;
        this.mutes = new LivingMutes(clock);
        this.stays = new Surviving(clock, model, targets);
        this.life = new Life();
    }

    boolean isDone() {
        return stays.parking.count() == 0 && events.isEmpty() && committed == stays.routed.size();
    }

    /** The next operation may be the last of this life. */
    void light(int calls, boolean after) {
        life.fuse.light(calls, after);
    }

    void subscribe(Collection<Subscription> changed, Collection<SubscriptionId> deleted) {
        rules = rules.with(changed, deleted);
    }

    void publish(Event event, byte[] json) {
        events.add(new Published(event, Body.of(json)));
    }

    void pause(TargetId target) {
        stays.held.hold(HeldTarget.paused(target, Given.ACCOUNT, clock.instant()));
        life.holds.refresh();
    }

    void resume(TargetId target) {
        stays.held.release(target, clock.instant());
        life.holds.refresh();
    }

    void stop(Stop.Scope scope) {
        stays.held.stops().begin(scope, "", clock.instant());
        life.holds.refresh();
    }

    /** In small parts; until the last has gone nothing is sent. */
    void goOn(Stop.Scope scope) {
        stays.held.stops().end(scope, clock.instant());
        life.holds.refresh();
        while (stays.held.stops().letGo(2)) {
            life.holds.refresh();
        }
        life.holds.refresh();
    }

    void mute(Operation.Muting operation) {
        mutes.take(operation);
        life.mutes.refresh();
    }

    /** @param keptBack what was kept back; else all that is dead otherwise */
    void redrive(boolean keptBack) {
        var reason = keptBack ? Optional.of(DeadReason.SILENCED) : Optional.<DeadReason>empty();
        var all = new Order.Wanted(Filter.all(Given.ACCOUNT), reason);
        stays.redrives.begin(new Redrive.Id("rdr-" + jobs++), new Order(all, Order.FASTEST), clock.instant());
        stays.redrives.step(clock.advance(Duration.ofSeconds(1)));
    }

    /** Works until there is nothing to do now; a process that dies on the way is followed by another. */
    void work() {
        try {
            life.work();
        } catch (Fuse.Burnt _) {
            crash();
            life.work();
        }
        targets.rest();
    }

    void crash() {
        var inHand = targets.inHandOfTheDead();
        inHand.removeAll(stays.known());
        model.crashed(inHand);
        targets.rest();
        life = new Life();
    }

    /** What is lost when the process dies. */
    private final class Life implements Targets {
        private final Fuse fuse = new Fuse();
        private final LiveHolds holds = new LiveHolds(
                stays.held,
                stays.held.stops(),
                stays.parking,
                one -> one.about().eventName());
        private final Pacing pacing = new Pacing(stays.windows);
        private final Disabling disabling =
                new Disabling(stays.held, stays.held, this::owner, (_, _, _) -> {}, Streak.Patience.DEFAULT);
        private final Runnable commit;
        private final LiveMutes mutes = LivingNotifier.this.mutes.of(fuse);
        private final Router router;
        private final Deliverer deliverer;
        private final ParkedDeliveries worker;
        /** Of those before this place somebody may have made some. */
        private final int inDoubt = stays.routed.size();

        Life() {
            var counts = new Counts();
            commit = fuse.over(Runnable.class, () -> {});
            var ports = new Flow.Ports(
                    fuse.over(Channel.class, targets),
                    fuse.over(Parking.class, stays.parking),
                    fuse.over(Attempts.class, (attempt, written) -> {
                        stays.attempts.add(attempt);
                        written.run();
                    }),
                    fuse.over(DeadLetters.class, stays::bury),
                    this,
                    (asked, since) -> stays.delivered(asked.keySet(), since));
            var flow = new Flow(ports, LIMITS, RetryPolicy.DEFAULT, clock, new SplittableRandom(7), counts);
            router = new Router(
                    stays.records, () -> rules, mutes, fuse.over(Silences.class, stays.silences), clock, counts);
            worker = new ParkedDeliveries(flow);
            deliverer = new Deliverer(flow, worker, new Pulse(() -> 0));
            holds.refresh();
        }

        @Override
        public Optional<Subscription> owner(TargetId target) {
            return rules.owner(target);
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
            holds.know(rules);
            targets.goOn();
            route();
            deliver();
            disabling.look(clock.instant(), holds::refresh);
            for (var rounds = 0; worker.turn(); rounds++) {
                if (rounds > RESTLESS) {
                    throw new AssertionError("it does not come to rest");
                }
            }
        }

        /** Each event in a transaction of its own. */
        private void route() {
            while (!events.isEmpty()) {
                var out = new ArrayList<ProducerRecord<byte[], byte[]>>();
                router.announce(events.getFirst().event, events.getFirst().json.bytes(), out::add);
                commit.run();
                events.removeFirst();
                out.forEach(one -> stays.written(
                        new ConsumerRecord<>(one.topic(), 0, stays.routed.size(), one.key(), one.value())));
            }
        }

        /** In doubt as {@link Doubts} decides. */
        private void deliver() {
            var batch = new ArrayList<Delivery>();
            for (var record : stays.routed.subList(committed, stays.routed.size())) {
                var one = stays.records.delivery(record);
                if (record.offset() >= inDoubt
                        || (stays.parking.parked(List.of(one.id())).isEmpty()
                                && stays.delivered(Set.of(one.id()), Instant.MIN)
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
            committed = stays.routed.size();
        }
    }

    /** The JSON of an event, as much of it as is looked at. */
    static byte[] json(String id, Operation.Publish event) {
        return ("{\"id\":\"" + id + "\",\"level\":\"" + event.level() + "\",\"name\":\"" + event.name()
                        + "\",\"content\":{}}")
                .getBytes(UTF_8);
    }

    /** Everything there is about a moment, for a failure. */
    Map<String, Object> told() {
        return Map.of("now", clock.instant(), "parked", stays.parking.all(), "held", stays.held.all());
    }
}
