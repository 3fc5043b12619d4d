package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One batch on its way through the deliverer. */
final class Pass {
    private static final int MOST_HOLDS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Flow flow;
    private final Consumer<Ticket> late;
    private final Pulse pulse;
    private final long before;
    private final List<Ticket> tickets;
    private final List<Ticket> start = new ArrayList<>();
    private final List<Ticket> prompt;
    private final List<Ticket> trial = new ArrayList<>();
    private final List<Parking.Row> parked = new ArrayList<>();
    private final List<DeadLetters.Letter> letters = new ArrayList<>();

    /**
     * One pass.
     *
     * @param late settles what comes late
     * @param size deliveries at most
     */
    Pass(Flow flow, Consumer<Ticket> late, Pulse pulse, int size) {
        this.flow = flow;
        this.late = late;
        this.pulse = pulse;
        this.before = pulse.standstills();
        this.tickets = new ArrayList<>(size);
        this.prompt = new ArrayList<>(size);
    }

    /** Whether the process stood still since this began. */
    boolean isHeldUp() {
        return pulse.standstills() != before;
    }

    void bury(DeadLetters.Letter letter) {
        letters.add(letter);
    }

    void park(Parking.Row row) {
        parked.add(row);
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
        if (isHeldUp()) {
            start.forEach(flow::leave);
            giveUp();
        }
        flow.send(start);
        var hold = flow.limits().hold();
        var trialTime = hold.compareTo(Limits.TRIAL) < 0 ? hold : Limits.TRIAL;
        var onTime = await(trialLatch, trialTime);
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
    private boolean awaitPrompt(CountDownLatch latch, Duration hold) throws InterruptedException {
        var left = latch.getCount();
        for (var held = 0; held < MOST_HOLDS; held++) {
            if (await(latch, hold)) {
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

    private boolean await(CountDownLatch latch, Duration wait) throws InterruptedException {
        var ended = latch.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (isHeldUp()) {
            giveUp();
        }
        return ended;
    }

    /**
     * Nothing begins any more. What is under way may still end, so that whoever reads the batch again, perhaps this very process, knows of it.
     */
    private void giveUp() throws InterruptedException {
        tickets.forEach(Ticket::withdraw);
        var _ = latch(tickets).await(flow.limits().attempt().toNanos(), TimeUnit.NANOSECONDS);
        throw new Deliverer.HeldUp();
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
        if (isHeldUp()) {
            giveUp();
        }
        flow.ports().deadLetters().write(letters);
        letters.forEach(letter -> flow.counts().deadLettered(letter.state().reason()));
        parkAll();
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

    private void parkAll() throws InterruptedException {
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
                if (isHeldUp()) {
                    throw new Deliverer.HeldUp();
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        var next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
