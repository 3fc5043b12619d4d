package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.dispatch.lane.Lane;
import io.opsbus.notifier.dispatch.lane.Lanes;
import io.opsbus.notifier.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** What batches and the parking worker share: the lanes, the ports, and what to do when an attempt ends. Safe for any thread. */
public final class Flow {
    /** Where the engine reaches out. */
    public record Ports(
            Channel channel, Parking parking, Attempts attempts, DeadLetters deadLetters, Targets targets) {}

    private final Ports ports;
    private final Limits limits;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Counts counts;
    private final Lanes<Ticket> lanes;

    /** One flow a process. */
    public Flow(
            Ports ports,
            Limits limits,
            RetryPolicy policy,
            InstantSource clock,
            RandomGenerator random,
            Counts counts) {
        this.ports = ports;
        this.limits = limits;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.counts = counts;
        this.lanes = new Lanes<>(limits);
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

    Lane<Ticket> lane(TargetId id, Target target) {
        return lanes.of(id, target.rate());
    }

    /** What a ticket for a delivery to this target starts from. */
    Ticket.Source source(Delivery delivery, Target target) {
        return new Ticket.Source(delivery, target, lane(delivery.target(), target), this::ended);
    }

    void send(List<Ticket> tickets) {
        if (!tickets.isEmpty()) {
            ports.channel().send(tickets);
        }
    }

    /** Called by the channel when an attempt ends: frees its place, starts what waited for it, tells whoever waits for the result. */
    void ended(Ticket ticket, Outcome outcome) {
        var now = clock.instant();
        var took = Duration.between(ticket.startedAt(), now);
        var well = outcome.verdict() == Outcome.Verdict.DELIVERED;
        var next = ticket.lane().ended(well, took, outcome.retryAfter().orElse(Instant.MIN), now);
        counts.attempt(outcome);
        send(next.start());
        next.back().forEach(Ticket::withdraw);
        ticket.finish(outcome, took);
    }

    /** The state an ended ticket's delivery is in now; its attempt is written down. */
    DeliveryState conclude(Ticket ticket, Outcome outcome) {
        var state = ticket.state().after(outcome, clock.instant(), policy, random.nextDouble());
        var terminal = !(state instanceof DeliveryState.Open);
        ports.attempts()
                .record(new Attempts.Attempt(
                        ticket.delivery(), ticket.attempt(), outcome, ticket.startedAt(), ticket.took(), terminal));
        return state;
    }
}
