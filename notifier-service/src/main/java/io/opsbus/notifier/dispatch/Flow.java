package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.dispatch.lane.Lane;
import io.opsbus.notifier.dispatch.lane.Lanes;
import io.opsbus.notifier.dispatch.lane.Look;
import io.opsbus.notifier.dispatch.lane.Rests;
import io.opsbus.notifier.dispatch.lane.Steady;
import io.opsbus.notifier.dispatch.order.Turn;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What batches and the parking worker share: the lanes, the ports, and what to do when an attempt ends. Safe for any thread. */
public final class Flow {
    /** Where the engine reaches out. */
    public record Ports(
            Channel channel,
            Parking parking,
            Attempts attempts,
            DeadLetters deadLetters,
            Targets targets,
            Recall recall) {}

    private final Ports ports;
    private final Limits limits;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Counts counts;
    private final Lanes<Ticket> lanes;

    /** A flow whose waits follow its clock, for whoever holds that in his hands. */
    public Flow(
            Ports ports,
            Limits limits,
            RetryPolicy policy,
            InstantSource clock,
            RandomGenerator random,
            Counts counts) {
        this(ports, limits, policy, clock, Steady.CLOCK, random, counts);
    }

    /**
     * One flow a process.
     *
     * @param steady what waits within the process are counted by
     */
    public Flow(
            Ports ports,
            Limits limits,
            RetryPolicy policy,
            InstantSource clock,
            Steady steady,
            RandomGenerator random,
            Counts counts) {
        this.ports = ports;
        this.limits = limits;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.counts = counts;
        this.lanes = new Lanes<>(limits, steady);
    }

    Ports ports() {
        return ports;
    }

    Limits limits() {
        return limits;
    }

    RetryPolicy policy() {
        return policy;
    }

    Counts counts() {
        return counts;
    }

    Instant now() {
        return clock.instant();
    }

    Lane<Ticket> lane(TargetId id, AccountId account, Target target) {
        return lanes.of(id, account, target.rate());
    }

    /** Every target gets little at first. */
    void slow() {
        lanes.slow();
    }

    /** Lets go of what is known of targets nobody owns any more. */
    void forget() {
        lanes.keep(ports.targets()::isOwned, now());
    }

    /** How many more attempts may be under way for an account now. */
    int free(AccountId account) {
        return lanes.free(account);
    }

    /** What a target's lane looks like; empty when this process has sent it nothing yet. */
    public Optional<Look> look(TargetId target) {
        return lanes.look(target, now());
    }

    /** Until when targets asked to be left alone. */
    public Rests rests() {
        return lanes.rests();
    }

    /** How many lanes of this process are in which manner. */
    public Map<Look.Manner, Long> manners() {
        return lanes.manners(now());
    }

    /**
     * What goes to the fallback now that it is over at its own target; empty when it is dead: the subscription has no fallback or is deleted, or
     * this was the fallback.
     */
    Optional<Delivery> handedOver(Delivery delivery, DeadReason reason) {
        if ((reason != DeadReason.EXPIRED && reason != DeadReason.GONE)
                || delivery.target().isFallback()) {
            return Optional.empty();
        }
        return ports.targets()
                .owner(delivery.target())
                .flatMap(Subscription::fallback)
                .map(_ -> delivery.toFallback(now().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** What a delivery queues by at its target; empty when nothing queues there. */
    Optional<String> queue(Delivery delivery) {
        var holds = ports.targets().holds();
        return order(delivery.target()).isKept()
                        || !holds.queueing(Set.of(delivery.target())).isEmpty()
                ? Optional.of(holds.resource(delivery))
                : Optional.empty();
    }

    /** The order a target is told in; none when nobody owns it any more. */
    ResourceOrder order(TargetId target) {
        return ports.targets().owner(target).map(owner -> owner.orderAt(target)).orElse(ResourceOrder.NONE);
    }

    /** What a ticket for a delivery to its owner's target, as it is now, starts from. */
    Ticket.Source source(Delivery delivery, Subscription owner) {
        var target = owner.at(delivery.target());
        return new Ticket.Source(
                delivery,
                target,
                owner.version(),
                lane(delivery.target(), delivery.to().account(), target),
                this);
    }

    /** Whether it may be sent at this moment: nobody holds it back, and it does not rest. Asks no store. */
    boolean isWanted(Delivery delivery, Instant now) {
        return !ports.targets().holds().isHeld(delivery.target())
                && ports.targets()
                        .owner(delivery.target())
                        .filter(owner -> owner.enabled()
                                && Pacing.quiet(owner, delivery, now).isEmpty())
                        .isPresent();
    }

    void send(List<Ticket> tickets) {
        if (!tickets.isEmpty()) {
            ports.channel().send(tickets);
        }
    }

    /**
     * Called by the channel when an attempt ends: tells whoever waits for the result. The place of a success is free only when the success is
     * durable: so what a killed process did without anybody knowing is never more than its places; nor is it settled before. What was postponed was
     * no attempt.
     */
    void ended(Ticket ticket, Outcome outcome) {
        if (outcome instanceof Outcome.Postponed) {
            go(ticket.lane().unused(clock.instant()));
            ticket.finish(outcome, Duration.ZERO);
            ticket.stand();
            return;
        }
        var took = taken(ticket);
        counts.attempt(outcome);
        if (isSuccess(outcome)) {
            record(ticket, outcome, took, true, () -> {
                ticket.stand();
                free(ticket, outcome, took);
                ticket.endTurn(Turn.End.OVER);
            });
        } else {
            free(ticket, outcome, took);
        }
        ticket.finish(outcome, took);
        if (!isSuccess(outcome)) {
            ticket.stand();
            // also when it is dead: that is not durable yet, and what was read again after a crash would come too late
            ticket.endTurn(Turn.End.FAILED);
        }
    }

    /** It is the turn of a ticket for which no batch asks its lane; one that finds no room there is withdrawn. */
    void offer(Ticket ticket) {
        var now = now();
        switch (ticket.lane().offer(ticket, now)) {
            case START -> {
                if (ticket.start(now)) {
                    send(List.of(ticket));
                } else {
                    leave(ticket);
                }
            }
            case WAIT -> {}
            case PARK -> ticket.withdraw();
        }
    }

    /** Never negative, though the clock may have been set back meanwhile. */
    private Duration taken(Ticket ticket) {
        var took = Duration.between(ticket.startedAt(), clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static boolean isSuccess(Outcome outcome) {
        return outcome.verdict() == Outcome.Verdict.DELIVERED;
    }

    /** A ticket that was let go and is not sent after all gives its place back. */
    void leave(Ticket ticket) {
        ticket.takeBack();
        go(ticket.lane().unused(clock.instant()));
    }

    /** Frees an attempt's place and starts what waited for it. */
    private void free(Ticket ticket, Outcome outcome, Duration took) {
        var retryAfter = outcome.retryAfter().orElse(Instant.MIN);
        if (!retryAfter.equals(Instant.MIN)) {
            rests().ask(ticket.delivery().target(), retryAfter);
        }
        go(ticket.lane().ended(isSuccess(outcome), took, retryAfter, clock.instant()));
    }

    private void go(Lane.Next<Ticket> next) {
        send(next.start());
        next.back().forEach(Ticket::withdraw);
    }

    private void record(Ticket ticket, Outcome outcome, Duration took, boolean terminal, Runnable written) {
        ports.attempts().record(attempt(ticket, outcome, took, terminal), written);
    }

    void record(Attempts.Attempt attempt) {
        ports.attempts().record(attempt, () -> {});
    }

    private static Attempts.Attempt attempt(Ticket ticket, Outcome outcome, Duration took, boolean terminal) {
        return new Attempts.Attempt(
                ticket.delivery(), ticket.attempt(), outcome, ticket.startedAt(), took, terminal, ticket.madeWith());
    }

    /**
     * The state an ended ticket's delivery is in now; a failure is written down.
     *
     * @param last takes the failed attempt that no other follows instead
     */
    DeliveryState conclude(Ticket ticket, Outcome outcome, Consumer<Attempts.Attempt> last) {
        var state = ticket.state().after(outcome, clock.instant(), policy, random.nextDouble());
        if (!isSuccess(outcome) && !(outcome instanceof Outcome.Postponed)) {
            var over = state instanceof DeliveryState.DeadLettered(var _, var reason, var _)
                    && handedOver(ticket.delivery(), reason).isEmpty();
            var attempt = attempt(ticket, outcome, ticket.took(), over);
            if (over) {
                last.accept(attempt);
            } else {
                record(attempt);
            }
        }
        return state;
    }

    /** The state of one that will be tried again, its failure written down; empty when it is over, and nothing is written. */
    Optional<DeliveryState.Parked> failed(Ticket ticket, Outcome outcome) {
        if (!(ticket.state().after(outcome, clock.instant(), policy, random.nextDouble())
                instanceof DeliveryState.Parked state)) {
            return Optional.empty();
        }
        if (!(outcome instanceof Outcome.Postponed)) {
            record(attempt(ticket, outcome, ticket.took(), false));
        }
        return Optional.of(state);
    }
}
