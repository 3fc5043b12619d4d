package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes batches of routed deliveries. When {@link #accept} returns, each delivery of the batch is delivered, parked, or dead-lettered; until
 * then its offset stays uncommitted. It returns soon, whatever the targets do: what is still under way when the hold is over is parked under
 * a lease, and its late result settles the row.
 */
public final class Deliverer {
    /** While a subscription is switched off its deliveries look again this often whether it is on. */
    static final Duration PAUSED = Duration.ofSeconds(60);

    private static final int MOST_HOLDS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Flow flow;
    private final Consumer<Ticket> late;

    /** @param worker settles what comes late */
    public Deliverer(Flow flow, ParkedDeliveries worker) {
        this.flow = flow;
        this.late = worker::settleLater;
    }

    /**
     * Brings a batch to safety.
     *
     * @throws InterruptedException when told to stop; the batch is then not safe and must be read again
     */
    public void accept(List<Delivery> batch) throws InterruptedException {
        var pass = new Pass(batch.size());
        var now = flow.now();
        var queueing = holds().queueing(batch.stream().map(Delivery::target).collect(Collectors.toSet()));
        for (var delivery : batch) {
            admit(delivery, pass, now, queueing);
        }
        pass.run();
        pass.conclude();
    }

    private Holds holds() {
        return flow.ports().targets().holds();
    }

    private void admit(Delivery delivery, Pass pass, Instant now, Set<TargetId> queueing) {
        var state = new DeliveryState.Routed(delivery.routedAt());
        var owner = flow.ports().targets().owner(delivery.target());
        if (owner.isEmpty()) {
            pass.letters.add(new DeadLetters.Letter(delivery, state.unsubscribed(), "none"));
        } else if (queueing.contains(delivery.target()) && isHandedOverAtOnce(delivery, owner.get())) {
            pass.handOver(delivery.toFallback(now.truncatedTo(ChronoUnit.MILLIS)));
        } else if (queueing.contains(delivery.target())) {
            var resource = Optional.of(holds().resource(delivery));
            pass.parked.add(new Parking.Row(delivery, state.untried(now), 1, Optional.empty(), resource));
        } else if (flow.policy().expired(delivery.routedAt(), now)) {
            pass.over(delivery, state.expired(), "none");
        } else if (!owner.get().enabled()) {
            pass.parked.add(new Parking.Row(delivery, state.untried(now.plus(PAUSED)), 1));
        } else {
            var rest = rest(owner.get(), delivery, now);
            if (rest.isPresent()) {
                pass.parked.add(new Parking.Row(delivery, state.resting(now, rest.get()), 1));
            } else {
                pass.admit(
                        flow.source(delivery, owner.get().at(delivery.target())).routed(), now);
            }
        }
    }

    /** While nobody knows what was told before, it is told: twice is better than late. */
    private Optional<Instant> rest(Subscription to, Delivery delivery, Instant now) {
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

    /** One batch on its way through. */
    private final class Pass {
        private final List<Ticket> tickets;
        private final List<Ticket> start = new ArrayList<>();
        private final List<Ticket> prompt;
        private final List<Ticket> trial = new ArrayList<>();
        private final List<Parking.Row> parked = new ArrayList<>();
        private final List<DeadLetters.Letter> letters = new ArrayList<>();

        Pass(int size) {
            tickets = new ArrayList<>(size);
            prompt = new ArrayList<>(size);
        }

        void admit(Ticket ticket, Instant now) {
            var lane = ticket.lane();
            var patience = lane.patience();
            switch (lane.offer(ticket, now)) {
                case PARK -> {
                    parked.add(new Parking.Row(ticket.delivery(), ticket.state().untried(now), 1));
                    return;
                }
                case START -> {
                    ticket.begin(now);
                    start.add(ticket);
                }
                case WAIT -> {}
            }
            tickets.add(ticket);
            switch (patience) {
                case PROMPT -> prompt.add(ticket);
                case TRIAL -> trial.add(ticket);
                case NONE -> {}
            }
        }

        /** Sends, and waits for the targets that deserve it. */
        void run() throws InterruptedException {
            var trialLatch = latch(trial);
            var promptLatch = latch(prompt);
            flow.send(start);
            var hold = flow.limits().hold();
            var trialTime = hold.compareTo(Limits.TRIAL) < 0 ? hold : Limits.TRIAL;
            var onTime = trialLatch.await(trialTime.toNanos(), TimeUnit.NANOSECONDS);
            if (!(awaitPrompt(promptLatch, hold) && onTime)) {
                tickets.stream()
                        .filter(t -> t.outcome() == null)
                        .forEach(t -> t.lane().lags());
            }
        }

        /**
         * Waits for the hold, and again while much is still ending: no more waits in a lane than its target can take in one hold, so then it is
         * this process that has no more breath, and parking would only take more.
         */
        private static boolean awaitPrompt(CountDownLatch latch, Duration hold) throws InterruptedException {
            var left = latch.getCount();
            for (var held = 0; held < MOST_HOLDS; held++) {
                if (latch.await(hold.toNanos(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
                var now = latch.getCount();
                if (now > left - left / 4) {
                    return false;
                }
                left = now;
            }
            return false;
        }

        private static CountDownLatch latch(List<Ticket> waited) {
            var latch = new CountDownLatch(waited.size());
            waited.forEach(ticket -> ticket.countOn(latch));
            return latch;
        }

        /** Parks what is left and dead-letters what is over; comes back to it until both stores have it. */
        void conclude() throws InterruptedException {
            var handed = new ArrayList<Ticket>();
            for (var ticket : tickets) {
                conclude(ticket, handed);
            }
            flow.ports().deadLetters().write(letters);
            letters.forEach(letter -> flow.counts().deadLettered(letter.state().reason()));
            park();
            handed.forEach(ticket -> ticket.handOver(late));
        }

        private void conclude(Ticket ticket, List<Ticket> handed) {
            var delivery = ticket.delivery();
            var outcome = ticket.outcome();
            if (outcome != null) {
                switch (flow.conclude(ticket, outcome)) {
                    case DeliveryState.Delivered _, DeliveryState.Routed _ -> {}
                    case DeliveryState.Parked state -> parked.add(new Parking.Row(delivery, state, 1));
                    case DeliveryState.DeadLettered state -> over(delivery, state, outcome.label());
                }
            } else if (ticket.withdraw()) {
                parked.add(new Parking.Row(delivery, ticket.state().untried(flow.now()), 1));
            } else {
                var due = flow.now().plus(flow.limits().lease());
                parked.add(new Parking.Row(
                        delivery, ticket.state().untried(due), 1, Optional.of(ticket.startedAt()), Optional.empty()));
                handed.add(ticket);
            }
        }

        /** Over at this target: dead, or the fallback's. */
        void over(Delivery delivery, DeliveryState.DeadLettered state, String lastOutcome) {
            flow.handedOver(delivery, state.reason())
                    .ifPresentOrElse(
                            this::handOver, () -> letters.add(new DeadLetters.Letter(delivery, state, lastOutcome)));
        }

        /** To the fallback by way of the parked: the worker takes it from there at once. */
        void handOver(Delivery second) {
            var state = new DeliveryState.Parked(second.routedAt(), 0, second.routedAt());
            parked.add(new Parking.Row(second, state, 1, Optional.empty(), flow.queue(second)));
            flow.counts().handedOver();
        }

        private void park() throws InterruptedException {
            if (parked.isEmpty()) {
                return;
            }
            for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
                try {
                    flow.ports().parking().park(parked);
                    flow.counts().parked(parked.size());
                    return;
                } catch (Parking.Away _) {
                    // nothing can be acknowledged without the store; the batch stays here, whole, until it is back
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            }
        }

        private static Duration longer(Duration pause) {
            var next = pause.multipliedBy(2);
            return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        }
    }
}
