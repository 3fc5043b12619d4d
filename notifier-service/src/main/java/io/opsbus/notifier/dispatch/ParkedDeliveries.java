package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.lane.Rooms;
import io.opsbus.notifier.dispatch.late.Remainders;
import io.opsbus.notifier.dispatch.order.Superseding;
import io.opsbus.notifier.pace.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Works off parked deliveries: takes what is due as far as each target has room, makes the attempts, and settles the rows. One thread calls
 * {@link #turn} again and again; results may come in from any thread.
 */
public final class ParkedDeliveries {
    private static final int MOST_TARGETS = 4096;
    private static final int MOST_A_TURN = 1024;

    /** The last attempt is due at the limit itself; only what gets no turn after that expires untried. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final Flow flow;
    private final Remainders<Ticket> remainders;
    private final Superseding superseding;
    private final ConcurrentLinkedQueue<Ticket> ended = new ConcurrentLinkedQueue<>();
    private final List<Parking.Settlement> settlements = new ArrayList<>();
    private final List<DeadLetters.Letter> letters = new ArrayList<>();
    private int turns;
    private volatile boolean away;

    /** One worker a process. */
    public ParkedDeliveries(Flow flow) {
        this.flow = flow;
        this.remainders = new Remainders<>(
                flow.ports().parking(), flow.counts(), flow.limits().attempt());
        this.superseding = new Superseding(
                flow.ports().parking(),
                flow.ports().attempts(),
                flow.counts(),
                queue -> flow.order(queue.target()) == ResourceOrder.SUPERSEDE);
    }

    /** The store could not be reached just now, or can be again: whoever asks it often says so. */
    public void away(boolean is) {
        away = is;
    }

    /** Whether nothing can be parked now, as far as that is known. */
    boolean isAway() {
        return away || remainders.isBusy();
    }

    /** What batches have left to be parked. */
    Remainders<Ticket> remainders() {
        return remainders;
    }

    /** Where somebody looks for what is to be given up. */
    Superseding superseding() {
        return superseding;
    }

    /** An attempt whose row is in the store has ended. */
    void settleLater(Ticket ticket) {
        ended.add(ticket);
    }

    /**
     * One round.
     *
     * @return whether there was anything to do, so that another round may be worth while at once
     * @throws Parking.Away when the store is away; nothing is lost, the next round goes on where this one stopped
     */
    public boolean turn() {
        var late = remainders.turn();
        var settled = settle() || late;
        var now = flow.now();
        if (flow.ports().targets().holds().isStopped()) {
            return settled;
        }
        var superseded = superseding.turn(now, now.plus(flow.limits().lease()));
        var expired = expire();
        return claim() || settled || superseded || expired;
    }

    private boolean settle() {
        for (var ticket = ended.poll(); ticket != null; ticket = ended.poll()) {
            var outcome = ticket.outcome();
            if (outcome == null) {
                // its lane had no use for it any more
                again(ticket.delivery().id(), ticket.lease(), ticket.state().untried(flow.now()));
            } else {
                settle(ticket, outcome);
            }
        }
        if (settlements.isEmpty()) {
            return false;
        }
        if (!letters.isEmpty()) {
            flow.ports().deadLetters().write(letters);
            letters.forEach(letter -> flow.counts().deadLettered(letter.state().reason()));
            letters.clear();
        }
        flow.ports().parking().settle(settlements);
        settlements.clear();
        return true;
    }

    private void settle(Ticket ticket, Outcome outcome) {
        var id = ticket.delivery().id();
        switch (flow.conclude(ticket, outcome, flow::record)) {
            case DeliveryState.Delivered _, DeliveryState.Routed _ ->
                settlements.add(new Parking.Settlement.Done(id, ticket.lease()));
            case DeliveryState.Parked state -> failed(ticket, state);
            case DeliveryState.DeadLettered state -> over(ticket.delivery(), ticket.lease(), state, outcome.label());
        }
    }

    private void failed(Ticket ticket, DeliveryState.Parked state) {
        var delivery = ticket.delivery();
        var order = flow.order(delivery.target());
        var aside = order == ResourceOrder.SKIP;
        settlements.add(new Parking.Settlement.Again(delivery.id(), ticket.lease(), state, aside));
        if (order == ResourceOrder.SUPERSEDE) {
            ticket.resource().ifPresent(one -> superseding.look(new Parking.Queue(delivery.target(), one)));
        }
    }

    /** Over at this target: dead, or the fallback's. */
    private void over(Delivery delivery, long lease, DeliveryState.DeadLettered state, String lastOutcome) {
        var second = flow.handedOver(delivery, state.reason());
        if (second.isPresent()) {
            var resource = flow.queue(second.get());
            settlements.add(new Parking.Settlement.Moved(lease, second.get(), resource));
            resource.ifPresent(
                    one -> superseding.joined(new Parking.Queue(second.get().target(), one)));
            flow.counts().handedOver();
        } else {
            letters.add(new DeadLetters.Letter(delivery, state, lastOutcome));
            settlements.add(new Parking.Settlement.Done(delivery.id(), lease));
        }
    }

    /** A closed breaker's backlog would otherwise outlive its time unnoticed. */
    private boolean expire() {
        var now = flow.now();
        var rows = flow.ports()
                .parking()
                .claimExpired(
                        now.minus(flow.policy().limit()).minus(OVERDUE),
                        held(),
                        MOST_A_TURN,
                        now,
                        now.plus(flow.limits().lease()));
        for (var row : undelivered(rows)) {
            bury(row, row.state().expired());
        }
        return !rows.isEmpty() && settle();
    }

    private void bury(Parking.Row row, DeliveryState.DeadLettered state) {
        over(row.delivery(), row.lease(), state, "none");
    }

    private boolean claim() {
        var now = flow.now();
        var wants = new ArrayList<Parking.Want>();
        var due = new ArrayList<>(flow.ports().parking().due(now, held(), MOST_TARGETS));
        // where an account has not room for all, it is not always for the same ones
        Collections.rotate(due, -turns++);
        var rooms = new Rooms(flow::free);
        for (var target : due) {
            var room = room(target, now, rooms);
            if (room > 0) {
                wants.add(new Parking.Want(target, room));
            }
        }
        if (wants.isEmpty()) {
            return false;
        }
        var lease = flow.limits().lease();
        var rows = flow.ports().parking().claim(wants, now, now.plus(lease));
        var start = new ArrayList<Ticket>(rows.size());
        var startBy = now.plus(lease).minus(flow.limits().attempt());
        var left = undelivered(rows);
        var begun = flow.now();
        if (begun.isAfter(startBy)) {
            // it stood still on the way: they may be another's by now, or are soon
            left.forEach(
                    row -> again(row.delivery().id(), row.lease(), row.state().untried(begun)));
        } else {
            left.forEach(row -> admit(row, start, begun, startBy));
        }
        flow.send(start);
        return !rows.isEmpty();
    }

    private Set<TargetId> held() {
        return flow.ports().targets().holds().held();
    }

    private int room(TargetId target, Instant now, Rooms rooms) {
        if (flow.ports().targets().holds().isHeld(target)) {
            return 0;
        }
        // nobody's rows are claimed to be buried; those of one that is switched off to be put off
        return flow.ports()
                .targets()
                .owner(target)
                .map(owner -> {
                    var account = owner.account();
                    var wanted = flow.lane(target, account, owner.at(target)).room(now);
                    return rooms.take(account, wanted, owner.tellsPeople(target));
                })
                .orElse(flow.limits().window());
    }

    private void admit(Parking.Row row, List<Ticket> start, Instant now, Instant startBy) {
        var delivery = row.delivery();
        var owner = flow.ports().targets().owner(delivery.target());
        if (owner.isEmpty()) {
            bury(row, row.state().unsubscribed());
            return;
        }
        if (!owner.get().enabled()) {
            again(row.delivery().id(), row.lease(), row.state().untried(now.plus(Deliverer.PAUSED)));
            return;
        }
        var quiet = Pacing.quiet(owner.get(), delivery, now);
        if (quiet.isPresent()) {
            again(row.delivery().id(), row.lease(), row.state().resting(now, quiet.get()));
            return;
        }
        var ticket = flow.source(delivery, owner.get()).claimed(row, startBy, this::settleLater);
        switch (ticket.lane().offer(ticket, now)) {
            case START -> {
                ticket.begin(now);
                start.add(ticket);
            }
            case WAIT -> {}
            case PARK -> again(row.delivery().id(), row.lease(), row.state().untried(now));
        }
    }

    private void again(DeliveryId id, long lease, DeliveryState.Parked state) {
        settlements.add(new Parking.Settlement.Again(id, lease, state));
    }

    /** Without those that somebody delivered who died before settling their rows; they are settled now. */
    private List<Parking.Row> undelivered(List<Parking.Row> rows) {
        var asked = new HashMap<DeliveryId, TargetId>();
        var since = Instant.MAX;
        for (var row : rows) {
            if (row.heldSince().isPresent()) {
                asked.put(row.delivery().id(), row.delivery().target());
                since = row.heldSince().get().isBefore(since) ? row.heldSince().get() : since;
            }
        }
        if (asked.isEmpty()) {
            return rows;
        }
        var delivered = flow.ports().recall().delivered(asked, since);
        var left = new ArrayList<Parking.Row>(rows.size());
        for (var row : rows) {
            var id = row.delivery().id();
            if (delivered.contains(id)) {
                settlements.add(new Parking.Settlement.Done(id, row.lease()));
            } else {
                left.add(row);
            }
        }
        flow.counts().recalled(delivered.size());
        return left;
    }
}
