package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.lane.Lane;
import io.opsbus.notifier.dispatch.late.Meeting;
import io.opsbus.notifier.dispatch.late.Trial;
import io.opsbus.notifier.dispatch.order.Turn;
import io.opsbus.notifier.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One delivery in the engine's hands, for one attempt: the attempt's end and the batch that gives up waiting {@linkplain Meeting meet} here. */
final class Ticket implements Channel.Post, Lane.Passenger, Trial {
    private final Delivery delivery;
    private final Target target;
    private final long madeWith;
    private final Lane<Ticket> lane;
    private final DeliveryState.Open state;
    private final long lease;
    private final Instant startBy;
    private final BooleanSupplier heldUp;
    private final Flow flow;
    private final Optional<String> resource;
    private final boolean patient;
    /** Where others may come after it; null elsewhere. */
    private final @Nullable Turn<Ticket> turn;

    private final Meeting meeting = new Meeting();

    private Ticket(
            Source source,
            DeliveryState.Open state,
            long lease,
            Instant startBy,
            BooleanSupplier heldUp,
            Optional<String> resource,
            boolean patient) {
        this.delivery = source.delivery;
        this.target = source.target;
        this.madeWith = source.madeWith;
        this.lane = source.lane;
        this.flow = source.flow;
        this.state = state;
        this.lease = lease;
        this.startBy = startBy;
        this.heldUp = heldUp;
        this.resource = resource;
        this.patient = patient;
        this.turn = resource.isPresent() ? new Turn<>(flow::offer, Ticket::withdraw) : null;
    }

    /**
     * What every ticket needs to know.
     *
     * @param madeWith the version of the subscription the target is of
     */
    record Source(Delivery delivery, Target target, long madeWith, Lane<Ticket> lane, Flow flow) {
        /**
         * A ticket for a delivery fresh from its batch; once the batch is held up it does not start.
         *
         * @param resource what it queues by once it is parked; empty where no order is kept
         */
        Ticket routed(BooleanSupplier heldUp, Optional<String> resource) {
            var state = new DeliveryState.Routed(delivery.routedAt());
            return new Ticket(this, state, 1, Instant.MAX, heldUp, resource, false);
        }

        /** A ticket for a delivery that waits for the store, and for which no batch waits. */
        Ticket late(DeliveryState.Parked state, BooleanSupplier heldUp) {
            return new Ticket(this, state, 1, Instant.MAX, heldUp, Optional.empty(), true);
        }

        /** A ticket for a claimed row; it must start early enough to end under its lease. */
        Ticket claimed(Parking.Row row, Instant startBy, Consumer<Ticket> settler) {
            var ticket = new Ticket(this, row.state(), row.lease(), startBy, () -> false, row.resource(), false);
            ticket.meeting.settledBy(() -> settler.accept(ticket));
            return ticket;
        }
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public Target target() {
        return target;
    }

    long madeWith() {
        return madeWith;
    }

    @Override
    public Progress progress() {
        return state.progress();
    }

    @Override
    public int attempt() {
        return state.attempts() + 1;
    }

    @Override
    public void ended(Outcome result) {
        flow.ended(this, result);
    }

    Lane<Ticket> lane() {
        return lane;
    }

    DeliveryState.Open state() {
        return state;
    }

    long lease() {
        return lease;
    }

    /** What it queues by among the parked; empty when it does not. */
    Optional<String> resource() {
        return resource;
    }

    /**
     * That one goes after this one.
     *
     * @param passes also when this one fails
     */
    void then(Ticket next, boolean passes) {
        if (turn != null) {
            turn.then(next, passes);
        }
    }

    void endTurn(Turn.End how) {
        if (turn != null) {
            turn.end(how);
        }
    }

    Instant startedAt() {
        return meeting.startedAt();
    }

    Duration took() {
        return meeting.took();
    }

    /** How the attempt ended; null while it is under way or was never made. */
    @Nullable
    Outcome outcome() {
        return meeting.outcome();
    }

    @Override
    public boolean isPatient() {
        return patient;
    }

    @Override
    public boolean isDelivered() {
        var outcome = meeting.outcome();
        return outcome != null && outcome.verdict() == Outcome.Verdict.DELIVERED && meeting.isStanding();
    }

    @Override
    public boolean isOver() {
        return meeting.outcome() != null;
    }

    @Override
    public boolean isGone() {
        return meeting.isGone();
    }

    @Override
    public Parking.Row underWay(Parking.Row row) {
        var due = flow.now().plus(flow.limits().lease());
        return new Parking.Row(delivery, state.untried(due), lease, Optional.of(startedAt()), row.resource());
    }

    /** Who waits on this latch hears of the end of this attempt. */
    @Override
    public void countOn(CountDownLatch waiting) {
        meeting.countOn(waiting);
    }

    /**
     * Claims a ticket that waited for an attempt; false when it was withdrawn, its lease would run out or its batch is held up, or when it is not
     * wanted any more: while it waited somebody may have paused its target, switched off or deleted its subscription, or quiet hours have begun.
     */
    @Override
    public boolean start(Instant now) {
        if (meeting.start(now, () -> !now.isAfter(startBy) && !heldUp.getAsBoolean() && flow.isWanted(delivery, now))) {
            return true;
        }
        withdraw();
        return false;
    }

    /** Its lane has let it go at once: the attempt is made now. */
    void begin(Instant now) {
        meeting.begin(now);
    }

    /** Its attempt is not made after all. */
    void takeBack() {
        meeting.takeBack();
        endTurn(Turn.End.NEVER);
    }

    /** Takes the ticket out of its lane, and gives its row back; false when its attempt has started already. */
    @Override
    public boolean withdraw() {
        var out = meeting.withdraw();
        if (out) {
            endTurn(Turn.End.NEVER);
        }
        return out;
    }

    /** Notes the end. */
    void finish(Outcome result, Duration duration) {
        meeting.finish(result, duration);
    }

    /** Its end stands, or is not going to. */
    void stand() {
        meeting.stand();
    }

    /** Is run when its end stands. */
    void whenStanding(Runnable then) {
        meeting.whenStanding(then);
    }

    /** The row of this ticket is in the store: from now on its end is settled there. */
    void handOver(Consumer<Ticket> to) {
        meeting.handOver(() -> to.accept(this));
    }
}
