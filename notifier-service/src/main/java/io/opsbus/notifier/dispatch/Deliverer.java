package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.late.Again;
import io.opsbus.notifier.dispatch.late.Remainders;
import io.opsbus.notifier.pace.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Takes batches of routed deliveries. When what {@link #accept} returns is done, each delivery of the batch is delivered, parked, or
 * dead-lettered; until then its offset stays uncommitted. It returns soon, whatever the targets and the store of the parked do: what is still
 * under way when the hold is over is parked under a lease, and its late result settles the row; what cannot be parked waits in memory.
 */
public final class Deliverer {
    /**
     * The process stood still (it was stopped, or its host was, or it collected garbage): somebody else may have the batch by now. It is not
     * safe; whoever owns its records reads it again and looks up what became of them.
     */
    public static final class HeldUp extends RuntimeException {
        /** Tells the batch's reader. */
        public HeldUp() {
            super("the process stood still in the middle of a batch");
        }
    }

    /** While a subscription is switched off its deliveries look again this often whether it is on. */
    static final Duration PAUSED = Duration.ofSeconds(60);

    private final Flow flow;
    private final ParkedDeliveries worker;
    private final Pulse pulse;
    private final Again<Ticket> again = new Later();

    /**
     * One a process.
     *
     * @param worker settles what comes late
     */
    public Deliverer(Flow flow, ParkedDeliveries worker, Pulse pulse) {
        this.flow = flow;
        this.worker = worker;
        this.pulse = pulse;
    }

    /**
     * Brings a batch to safety: all that can be sent of it is sent.
     *
     * @return is done when it is safe, as a rule at once; fails when it will not be and must be read again, and what came after it too
     * @throws InterruptedException when told to stop; the batch is then not safe and must be read again
     * @throws HeldUp when the process stood still meanwhile; likewise
     */
    public Future<?> accept(List<Delivery> batch) throws InterruptedException {
        var pass = new Pass(flow, worker, pulse, batch);
        var now = flow.now();
        var targets = batch.stream().map(Delivery::target).collect(Collectors.toSet());
        var queueing = queueing(targets, pass.ordered());
        for (var delivery : batch) {
            admit(delivery, pass, now, queueing);
        }
        pass.run();
        var safe = pass.conclude();
        look();
        return safe;
    }

    /** Tries what waits to be parked and is due, as far as its targets have room. */
    public void look() {
        worker.remainders().look(again);
    }

    private final class Later implements Again<Ticket> {
        /** People are told in messages of several, and by their own pace: what is for them waits. */
        @Override
        public Optional<Ticket> begin(Parking.Row row, BooleanSupplier heldUp) {
            var now = flow.now();
            var delivery = row.delivery();
            if (row.state().dueAt().isAfter(now)
                    || flow.policy().expired(row.state().routedAt(), now)
                    || !flow.isWanted(delivery, now)) {
                return Optional.empty();
            }
            return flow.ports()
                    .targets()
                    .owner(delivery.target())
                    .filter(owner -> !owner.tellsPeople(delivery.target()))
                    .map(owner -> flow.source(delivery, owner).late(row.state(), heldUp))
                    .filter(Deliverer.this::isOffered);
        }

        @Override
        public Optional<DeliveryState.Parked> next(Ticket trial) {
            return Optional.ofNullable(trial.outcome()).flatMap(outcome -> flow.failed(trial, outcome));
        }
    }

    private boolean isOffered(Ticket ticket) {
        flow.offer(ticket);
        return !ticket.isGone();
    }

    /**
     * What waits to be parked will not be: whoever owns the records of those batches reads them again.
     *
     * @throws InterruptedException when told to stop while something of them is under way
     */
    public void giveUp() throws InterruptedException {
        worker.remainders().giveUp();
    }

    /** How many deliveries wait in memory to be parked. */
    public int waiting() {
        return worker.remainders().size();
    }

    /** Whether so many wait that no more should come. */
    public boolean isFull() {
        return waiting() >= Remainders.MOST;
    }

    /** Targets nothing is sent to past what is parked. Where an order is kept each resource has a queue of its own. */
    private Set<TargetId> queueing(Set<TargetId> targets, Set<TargetId> ordered) {
        var behind = worker.remainders().queueing();
        if (ordered.isEmpty() && behind.isEmpty()) {
            return holds().queueing(targets);
        }
        var others = new HashSet<>(targets);
        others.removeAll(ordered);
        var all = new HashSet<>(ordered);
        all.removeIf(target -> !holds().isHeld(target));
        others.stream().filter(behind::contains).forEach(all::add);
        others.removeAll(behind);
        all.addAll(holds().queueing(others));
        return all;
    }

    private Holds holds() {
        return flow.ports().targets().holds();
    }

    private void admit(Delivery delivery, Pass pass, Instant now, Set<TargetId> queueing) {
        var state = new DeliveryState.Routed(delivery.routedAt());
        var owner = flow.ports().targets().owner(delivery.target());
        if (owner.isEmpty()) {
            pass.bury(new DeadLetters.Letter(delivery, state.unsubscribed(), "none"));
        } else if (queueing.contains(delivery.target()) && isHandedOverAtOnce(delivery, owner.get())) {
            pass.handOver(delivery.toFallback(now.truncatedTo(ChronoUnit.MILLIS)));
        } else if (queueing.contains(delivery.target())) {
            var resource = Optional.of(holds().resource(delivery));
            pass.park(delivery, state.untried(now), resource);
        } else if (flow.policy().expired(delivery.routedAt(), now)) {
            pass.over(delivery, state.expired(), "none");
        } else if (!owner.get().enabled()) {
            pass.park(delivery, state.untried(now.plus(PAUSED)), pass.resource(delivery));
        } else {
            var rest = rest(owner.get(), delivery, now);
            if (rest.isPresent()) {
                pass.park(delivery, state.resting(now, rest.get()), pass.resource(delivery));
            } else {
                var source = flow.source(delivery, owner.get());
                pass.admit(source.routed(pass.heldUp(), pass.resource(delivery)), now);
            }
        }
    }

    /** While nobody knows what was told before, it is told: twice is better than late. */
    private Optional<Instant> rest(Subscription to, Delivery delivery, Instant now) {
        if (worker.isAway()) {
            return Pacing.quiet(to, delivery, now);
        }
        try {
            return flow.ports().targets().pacing().rest(to, delivery, now);
        } catch (Parking.Away _) {
            return Optional.empty();
        }
    }

    private boolean isHandedOverAtOnce(Delivery delivery, Subscription owner) {
        return !delivery.target().isFallback()
                && owner.fallback().filter(Fallback::whenDisabled).isPresent()
                && holds().disabled().contains(delivery.target());
    }
}
