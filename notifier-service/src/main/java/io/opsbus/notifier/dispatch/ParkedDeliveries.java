package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.lane.Rooms;
import io.opsbus.notifier.dispatch.late.Remainders;
import io.opsbus.notifier.dispatch.order.Chain;
import io.opsbus.notifier.dispatch.order.Chains;
import io.opsbus.notifier.dispatch.order.Claims;
import io.opsbus.notifier.dispatch.order.LetGo;
import io.opsbus.notifier.dispatch.order.Settling;
import io.opsbus.notifier.dispatch.order.Superseding;
import io.opsbus.notifier.pace.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works off parked deliveries: takes what is due as far as each target has room, makes the attempts, and settles the rows. One thread calls
 * {@link #turn} again and again; results may come in from any thread.
 */
public final class ParkedDeliveries {
    private static final int MOST_A_TURN = 1024;

    /** The last attempt is due at the limit itself; only what gets no turn after that expires untried. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final Flow flow;
    private final Remainders<Ticket> remainders;
    private final Superseding superseding;
    private final Chains chains;
    private final LetGo letGo = new LetGo();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final Settling settling;
    private final Claims claims;
    private volatile boolean away;

    /** An attempt that ended or is not made, and what its row is of. */
    private record Ended(Ticket ticket, Chain chain) {}

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
        this.chains = new Chains(
                flow.ports().parking(),
                flow.ports().recall(),
                flow.counts(),
                flow.ports().targets());
        this.settling = new Settling(
                flow.ports().parking(), flow.ports().deadLetters(), flow.ports().attempts(), flow.counts(), chains);
        this.claims = new Claims(flow.ports().parking(), flow.ports().targets()::holds, chains);
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
        ended.add(new Ended(ticket, Chain.alone(ticket.delivery(), ticket.lease())));
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
        var holds = flow.ports().targets().holds();
        if (holds.isStopped()) {
            return settled;
        }
        var superseded = superseding.turn(now, now.plus(flow.limits().lease()));
        var expired = expire();
        return claim() || settled || superseded || expired;
    }

    /** Lets go of what is known of targets nobody owns any more; by the thread that makes the turns, now and then. */
    public void forget() {
        flow.forget();
        letGo.keep(flow.ports().targets()::isOwned);
    }

    private boolean settle() {
        for (var one = ended.poll(); one != null; one = ended.poll()) {
            var outcome = one.ticket.outcome();
            if (outcome == null) {
                // its lane had no use for it any more
                var ticket = one.ticket;
                settling.back(
                        one.chain,
                        new Parking.Settlement.Again(
                                ticket.delivery().id(),
                                ticket.lease(),
                                ticket.state().untried(flow.now())));
            } else {
                settle(one, outcome);
            }
        }
        return settling.write();
    }

    private void settle(Ended one, Outcome outcome) {
        var ticket = one.ticket;
        var id = ticket.delivery().id();
        switch (flow.conclude(ticket, outcome, settling::last)) {
            case DeliveryState.Delivered _, DeliveryState.Routed _ ->
                settling.over(one.chain, new Parking.Settlement.Done(id, ticket.lease()));
            case DeliveryState.Parked state -> failed(one, state);
            case DeliveryState.DeadLettered state ->
                settling.over(one.chain, ended(ticket.delivery(), ticket.lease(), state, outcome.label()));
        }
    }

    private void failed(Ended one, DeliveryState.Parked state) {
        var ticket = one.ticket;
        var delivery = ticket.delivery();
        var order = flow.order(delivery.target());
        var aside = order == ResourceOrder.SKIP;
        settling.over(one.chain, new Parking.Settlement.Again(delivery.id(), ticket.lease(), state, aside));
        if (order == ResourceOrder.SUPERSEDE) {
            ticket.resource().ifPresent(resource -> superseding.look(new Parking.Queue(delivery.target(), resource)));
        }
    }

    /** Over at this target: dead, or the fallback's. */
    private Parking.Settlement ended(
            Delivery delivery, long lease, DeliveryState.DeadLettered state, String lastOutcome) {
        var second = flow.handedOver(delivery, state.reason());
        if (second.isPresent()) {
            var resource = flow.queue(second.get());
            resource.ifPresent(
                    one -> superseding.joined(new Parking.Queue(second.get().target(), one)));
            flow.counts().handedOver();
            return new Parking.Settlement.Moved(lease, second.get(), resource);
        }
        settling.dead(new DeadLetters.Letter(delivery, state, lastOutcome));
        return new Parking.Settlement.Done(delivery.id(), lease);
    }

    /** A closed breaker's backlog would otherwise outlive its time unnoticed. */
    private boolean expire() {
        var now = flow.now();
        var rows = flow.ports()
                .parking()
                .claimExpired(
                        now.minus(flow.policy().limit()).minus(OVERDUE),
                        flow.ports().targets().holds().held(),
                        MOST_A_TURN,
                        now,
                        now.plus(flow.limits().lease()));
        var found = rows.stream().map(row -> Chain.of(row, List.of())).toList();
        for (var one : settling.undelivered(found)) {
            bury(one, row -> row.state().expired());
        }
        return !rows.isEmpty() && settle();
    }

    private void bury(Chain chain, Function<Parking.Row, DeliveryState.DeadLettered> how) {
        var row = chain.rows().getFirst();
        settling.over(chain, ended(row.delivery(), row.lease(), how.apply(row), "none"));
    }

    private boolean claim() {
        var now = flow.now();
        var due = claims.due(now);
        letGo.look(flow.ports().targets().holds());
        if (letGo.isEverything()) {
            flow.slow();
        }
        var rooms = new Rooms(flow::free);
        var wants = claims.wants(due, target -> room(target, now, rooms));
        if (wants.isEmpty()) {
            return false;
        }
        var lease = flow.limits().lease();
        var claimed = chains.claim(wants, now.minus(flow.policy().limit()), now, now.plus(lease));
        var start = new ArrayList<Ticket>(claimed.size());
        var startBy = now.plus(lease).minus(flow.limits().attempt());
        var left = settling.undelivered(claimed);
        chains.take(claimed, wants, now);
        var begun = flow.now();
        for (var one : left) {
            if (begun.isAfter(startBy)) {
                // it stood still on the way: they may be another's by now, or are soon
                one.rows()
                        .forEach(
                                row -> settling.back(one, again(row, row.state().untried(begun))));
            } else {
                admit(one, start, begun, startBy);
            }
        }
        flow.send(start);
        return !claimed.isEmpty();
    }

    private int room(TargetId target, Instant now, Rooms rooms) {
        // nobody's rows are claimed to be buried; those of one that is switched off to be put off
        return flow.ports()
                .targets()
                .owner(target)
                .map(owner -> {
                    var account = owner.account();
                    var lane = flow.lane(target, account, owner.at(target));
                    if (owner.enabled() && letGo.begins(target)) {
                        lane.slow();
                    }
                    var wanted = lane.room(now);
                    return rooms.take(account, wanted, owner.tellsPeople(target));
                })
                .orElse(flow.limits().window());
    }

    /** The first of them is begun; the others follow, each when the one before it is delivered, or are left as they were. */
    private void admit(Chain chain, List<Ticket> start, Instant now, Instant startBy) {
        var row = chain.rows().getFirst();
        var delivery = row.delivery();
        var found = flow.ports().targets().owner(delivery.target());
        var quiet = found.flatMap(owner -> Pacing.quiet(owner, delivery, now));
        if (found.isEmpty()) {
            bury(chain, one -> one.state().unsubscribed());
        } else if (!found.get().enabled()) {
            letGo.waits(delivery.target());
            settling.over(chain, again(row, row.state().untried(now.plus(Deliverer.PAUSED))));
        } else if (quiet.isPresent()) {
            settling.over(chain, again(row, row.state().resting(now, quiet.get())));
        } else {
            begin(chain, found.get(), start, now, startBy);
            return;
        }
        behind(chain).forEach(one -> settling.back(chain, again(one, one.state().untried(now))));
    }

    private void begin(Chain chain, Subscription owner, List<Ticket> start, Instant now, Instant startBy) {
        Consumer<Ticket> settler = ticket -> ended.add(new Ended(ticket, chain));
        var head = chain.rows().getFirst();
        var first = flow.source(head.delivery(), owner).claimed(head, startBy, settler);
        var last = first;
        // the head is held until all are over
        var earlier = startBy.minus(flow.limits().attempt());
        for (var row : behind(chain)) {
            var next = flow.source(row.delivery(), owner).claimed(row, earlier, settler);
            last.then(next, false);
            last = next;
        }
        switch (first.lane().offer(first, now)) {
            case START -> {
                first.begin(now);
                start.add(first);
            }
            case WAIT -> {}
            case PARK -> first.withdraw();
        }
    }

    private static Parking.Settlement.Again again(Parking.Row row, DeliveryState.Parked state) {
        return new Parking.Settlement.Again(row.delivery().id(), row.lease(), state);
    }

    private static List<Parking.Row> behind(Chain chain) {
        return chain.rows().subList(1, chain.rows().size());
    }
}
