package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.link.Registration.Machine;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A machine of an account that only its agent reaches.
 *
 * @param seen what it said of itself when it was registered, and from where
 * @param standing whether it still is one
 */
public record ManagedInstance(
        InstanceId id, Scope scope, ActivationId activation, Name name, Seen seen, Standing standing) {

    /** What people find it by. */
    public record Name(String text, Labels labels) {}

    /**
     * What it said when it was registered.
     *
     * @param address where the registration came from
     */
    public record Seen(Machine machine, String publicKeyPem, String address, Instant registered) {}

    /**
     * Whether it is one: {@code Registered → Leaving → Gone}, back from {@code Leaving} when its agent is still heard, and from
     * either to {@code Gone} at once by its owner's word; before them {@code Awaiting}, where an operator wants to be asked.
     */
    public sealed interface Standing {
        /** It is, but takes no commands until an operator has approved it. */
        record Awaiting() implements Standing {}

        /** It is. */
        record Registered() implements Standing {}

        /**
         * Somebody who had a request of its agent has ended it: it is in no list, but its key is good and its tasks go on.
         *
         * @param isApproved what it was and would be again: registered, or awaiting approval
         */
        record Leaving(Instant since, boolean isApproved) implements Standing {}

        /** It is not, for ever. */
        record Gone(Instant at) implements Standing {}
    }

    /**
     * How registrations begin and end, settings of an operator.
     *
     * @param isApproved whether a machine that registers takes commands at once, or once an operator has approved it
     */
    public record Rules(Farewell farewell, boolean isApproved) {
        public static final Rules DEFAULT = new Rules(Farewell.DEFAULT, true);

        /** How one begins. */
        public Standing first() {
            return isApproved ? new Standing.Registered() : new Standing.Awaiting();
        }
    }

    /**
     * How a registration ends that is ended over the agents' wire, where a signature covers neither method nor path (agent facts
     * 3.1): whoever suppresses the first use of a request of an agent can spend it on this.
     *
     * @param grace so long an agent may be heard after a deregistration of its own
     * @param kept after which it is gone for good; longer than the grace
     */
    public record Farewell(Duration grace, Duration kept) {
        /**
         * Ten minutes: twice the difference of clocks that is believed, so that no request that was signed before a deregistration and
         * held back, whatever its clock said, is still good then and could take it back. The official service needs less: it
         * is restarted once its files are removed, and beats once a minute until then (agent facts 4 and 6).
         */
        public static final Duration USUAL_GRACE = Duration.ofMinutes(10);

        public static final Farewell DEFAULT = new Farewell(USUAL_GRACE, Duration.ofHours(24));

        public Farewell {
            if (grace.isNegative() || kept.compareTo(grace) <= 0) {
                throw new IllegalArgumentException(
                        "a registration that ends is kept longer than the grace: " + grace + ", " + kept);
            }
        }

        /** Whether an agent that is heard now has not left at all. */
        public boolean isOver(Instant since, Instant now) {
            return since.plus(grace).isBefore(now);
        }
    }

    /** Whether its owner has it. */
    public boolean isListed() {
        return standing instanceof Standing.Registered || isAwaiting();
    }

    /** Whether an operator is to be asked. */
    public boolean isAwaiting() {
        return standing instanceof Standing.Awaiting;
    }

    /** Whether its agent may be given something: it was approved, and is not gone. */
    public boolean isApproved() {
        return switch (standing) {
            case Standing.Registered _ -> true;
            case Standing.Leaving(var _, boolean isApproved) -> isApproved;
            case Standing.Awaiting _, Standing.Gone _ -> false;
        };
    }

    /** An operator lets it take commands; again it changes nothing. */
    public Decision<ManagedInstance, Done, FleetAlert> approve() {
        return switch (standing) {
            case Standing.Awaiting _ -> is(new Standing.Registered());
            case Standing.Registered _ -> same();
            case Standing.Leaving _, Standing.Gone _ -> Decision.refused(new FleetRefusal.NoSuchInstance());
        };
    }

    /** Whether its agent is believed. */
    public boolean isKnown() {
        return !(standing instanceof Standing.Gone);
    }

    /** Calls it otherwise. */
    public Decision<ManagedInstance, Done, FleetAlert> rename(String text) {
        return isListed()
                ? Decision.accepted(
                        new ManagedInstance(id, scope, activation, new Name(text, name.labels()), seen, standing),
                        List.of())
                : Decision.refused(new FleetRefusal.NoSuchInstance());
    }

    /** Its owner ends it, at once and for ever; again it changes nothing. */
    public Decision<ManagedInstance, Done, FleetAlert> deregister(Instant now) {
        return isKnown() ? is(new Standing.Gone(now)).withTimers(new Timer.Cancel(timer())) : same();
    }

    /** It is ended over the agents' wire; again it changes nothing, and makes nothing later. */
    public Decision<ManagedInstance, Done, FleetAlert> leave(Farewell farewell, Instant now) {
        return isListed() ? is(new Standing.Leaving(now, isApproved())).withTimers(ending(now, farewell)) : same();
    }

    /** Its agent was heard, beyond doubt: if it left long ago, it has not. */
    public Decision<ManagedInstance, Done, FleetAlert> heard(Farewell farewell, Instant now) {
        return switch (standing) {
            case Standing.Leaving(Instant since, boolean wasApproved)
            when farewell.isOver(since, now) -> {
                ManagedInstance back = with(wasApproved ? new Standing.Registered() : new Standing.Awaiting());
                yield new Accepted<>(
                        back,
                        Done.DONE,
                        List.of(new FleetAlert.DeregistrationWithdrawn(back, since, now)),
                        List.of(new Timer.Cancel(timer())));
            }
            case Standing.Awaiting _, Standing.Registered _, Standing.Leaving _, Standing.Gone _ -> same();
        };
    }

    /** The time it is kept may be over. */
    public Decision<ManagedInstance, Done, FleetAlert> expire(Farewell farewell, Instant now) {
        return switch (standing) {
            case Standing.Leaving(Instant since, var _) ->
                since.plus(farewell.kept()).isAfter(now)
                        ? same().withTimers(ending(since, farewell))
                        : is(new Standing.Gone(now));
            case Standing.Awaiting _, Standing.Registered _, Standing.Gone _ -> same();
        };
    }

    private Timer ending(Instant since, Farewell farewell) {
        return new Timer.Set(timer(), since.plus(farewell.kept()), id.text());
    }

    private String timer() {
        return "leave/" + id;
    }

    private ManagedInstance with(Standing other) {
        return new ManagedInstance(id, scope, activation, name, seen, other);
    }

    private Accepted<ManagedInstance, Done, FleetAlert> is(Standing other) {
        return Decision.accepted(with(other), List.of());
    }

    private Accepted<ManagedInstance, Done, FleetAlert> same() {
        return Decision.accepted(this, List.of());
    }
}
