package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.lane.Lane;
import io.opsbus.notifier.dispatch.late.Remainder;
import io.opsbus.notifier.dispatch.late.Unwritten;
import io.opsbus.notifier.dispatch.order.Lines;
import io.opsbus.notifier.dispatch.order.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One batch on its way through the deliverer. */
final class Pass {
    private static final int MOST_HOLDS = 8;

    private final Flow flow;
    private final ParkedDeliveries worker;
    private final BooleanSupplier heldUp;
    private final Lines<Ticket> lines;
    private final List<Ticket> tickets;
    /** Those that wait for another of their resource. */
    private final List<Ticket> behind = new ArrayList<>();

    private final List<Ticket> start = new ArrayList<>();
    private final List<Ticket> prompt;
    private final List<Ticket> trial = new ArrayList<>();

    private final Rows rows;
    private final List<Attempts.Attempt> ends = new ArrayList<>();
    private final List<DeadLetters.Letter> letters = new ArrayList<>();
    private final Unwritten unwritten = new Unwritten();

    /**
     * One pass.
     *
     * @param worker settles what comes late
     * @param batch what will pass, at most
     */
    Pass(Flow flow, ParkedDeliveries worker, Pulse pulse, List<Delivery> batch) {
        this.flow = flow;
        this.worker = worker;
        this.heldUp = since(pulse, pulse.standstills());
        this.lines = Lines.of(batch, flow.ports().targets(), flow.ports().parking(), worker.isAway());
        this.rows = new Rows(lines);
        this.tickets = new ArrayList<>(batch.size());
        this.prompt = new ArrayList<>(batch.size());
    }

    /** It and its tickets may outlive this pass, and must not keep the whole of it in memory. */
    private static BooleanSupplier since(Pulse pulse, long before) {
        return () -> pulse.standstills() != before;
    }

    /** Whether the process stood still since this began. */
    BooleanSupplier heldUp() {
        return heldUp;
    }

    private boolean isHeldUp() {
        return heldUp.getAsBoolean();
    }

    void bury(DeadLetters.Letter letter) {
        letters.add(letter);
    }

    /** Targets that are told in order. */
    Set<TargetId> ordered() {
        return lines.targets();
    }

    /** What a delivery queues by where an order is kept. */
    Optional<String> resource(Delivery delivery) {
        return lines.of(delivery).map(line -> line.queue().resource());
    }

    /** Parks what is not tried in this batch. */
    void park(Delivery delivery, DeliveryState.Parked state, Optional<String> resource) {
        rows.untried(delivery, state, resource);
    }

    void admit(Ticket ticket, Instant now) {
        var line = lines.of(ticket.delivery());
        if (line.isEmpty()) {
            offer(ticket, now);
        } else if (line.get().isStopped()) {
            untried(ticket, now);
        } else {
            var passes = line.get().order() == ResourceOrder.SKIP;
            line.get().add(ticket).ifPresentOrElse(before -> follow(before, ticket, passes), () -> offer(ticket, now));
        }
    }

    private void untried(Ticket ticket, Instant now) {
        var state = ticket.state().untried(now);
        if (ticket.lane().isShut(now)) {
            rows.shut(ticket.delivery(), state, ticket.resource());
        } else {
            rows.untried(ticket.delivery(), state, ticket.resource());
        }
    }

    private void follow(Ticket before, Ticket ticket, boolean passes) {
        behind.add(ticket);
        if (ticket.lane().patience() == Lane.Patience.PROMPT) {
            prompt.add(ticket);
        }
        before.then(ticket, passes);
    }

    private void offer(Ticket ticket, Instant now) {
        var lane = ticket.lane();
        var patience = lane.patience();
        switch (lane.offer(ticket, now)) {
            case PARK -> {
                untried(ticket, now);
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
        if (!worker.isAway()) {
            rows.parkAhead(flow.ports().parking());
        }
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
        var all = all();
        all.forEach(Ticket::withdraw);
        rows.awaitAhead(flow.counts());
        var _ = latch(all).await(flow.limits().attempt().toNanos(), TimeUnit.NANOSECONDS);
        throw new Deliverer.HeldUp();
    }

    private List<Ticket> all() {
        var all = new ArrayList<>(tickets);
        all.addAll(behind);
        return all;
    }

    private static CountDownLatch latch(List<Ticket> waited) {
        var latch = new CountDownLatch(waited.size());
        waited.forEach(ticket -> ticket.countOn(latch));
        return latch;
    }

    /**
     * Dead-letters what is over and parks what is left.
     *
     * @return is done when the store has that, and what went well stands
     */
    Future<?> conclude() throws InterruptedException {
        var handed = new HashMap<DeliveryId, Ticket>();
        for (var ticket : all()) {
            conclude(ticket, handed);
        }
        if (isHeldUp()) {
            giveUp();
        }
        flow.ports().deadLetters().write(letters);
        letters.forEach(letter -> flow.counts().deadLettered(letter.state().reason()));
        // whoever reads this batch again takes them for an end: so not before there are letters, nor after others may
        // go
        flow.ports().attempts().keep(ends);
        rows.awaitAhead(flow.counts());
        var parked = worker.remainders().park(left(rows, heldUp, handed, worker));
        return unwritten.safe(parked, flow.limits().hold());
    }

    /** Of a batch that waits for the store no more is kept than this. */
    private static Remainder<Ticket> left(
            Rows rows, BooleanSupplier heldUp, Map<DeliveryId, Ticket> handed, ParkedDeliveries worker) {
        var left = rows.left().stream()
                .map(row -> new Remainder.Left<>(
                        row, row.heldSince().map(_ -> handed.get(row.delivery().id()))))
                .toList();
        return new Remainder<>(left, heldUp, underWay -> {
            underWay.forEach(ticket -> ticket.handOver(worker::settleLater));
            rows.tell(worker.superseding());
        });
    }

    private void conclude(Ticket ticket, Map<DeliveryId, Ticket> handed) {
        var delivery = ticket.delivery();
        var outcome = ticket.outcome();
        if (outcome != null) {
            switch (flow.conclude(ticket, outcome, ends::add)) {
                case DeliveryState.Delivered _ -> ticket.whenStanding(unwritten.one());
                case DeliveryState.Routed _ -> {}
                case DeliveryState.Parked state -> rows.failed(delivery, state, ticket.resource());
                case DeliveryState.DeadLettered state -> over(delivery, state, outcome.label());
            }
        } else if (ticket.withdraw()) {
            untried(ticket, flow.now());
        } else {
            var due = flow.now().plus(flow.limits().lease());
            rows.underWay(delivery, ticket.state().untried(due), ticket.startedAt(), ticket.resource());
            handed.put(delivery.id(), ticket);
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
        rows.moved(second, state, flow.queue(second));
        flow.counts().handedOver();
    }
}
