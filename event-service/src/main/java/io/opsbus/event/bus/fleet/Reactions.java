package io.opsbus.event.bus.fleet;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.decide.EventInput.Reported;
import io.opsbus.event.fleet.FleetMeaning;
import io.opsbus.event.fleet.FleetNews;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.Families;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.event.source.Bill;
import io.opsbus.event.source.ProviderNews;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What news of the fleet does to system events and to what is known of the fleet. Events first, then the note that the
 * news was heard: whatever dies in between, the news is heard again, and the fact's id makes the second time harmless.
 */
public final class Reactions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reactions.class);

    private final Ledger<EventId, SystemEvent, EventFact> ledger;
    private final EventDecisions decisions;
    private final SystemEvents events;
    private final KnownFleet fleet;
    private final Families families;
    private final InstantSource clock;

    /** Reactions on these events and this fleet; families without events have none made. */
    public Reactions(
            Ledger<EventId, SystemEvent, EventFact> ledger,
            EventDecisions decisions,
            SystemEvents events,
            KnownFleet fleet,
            Families families,
            InstantSource clock) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.events = events;
        this.fleet = fleet;
        this.families = families;
        this.clock = clock;
    }

    /**
     * Reacts.
     *
     * @param factId of the news; the same one again changes nothing
     */
    public void on(FleetNews news, String factId) {
        switch (news) {
            case FleetNews.InstanceTold(var instance) -> told(instance, factId);
            case FleetNews.InstanceGone(ResourceId id) -> gone(id, factId);
            case FleetNews.AgentTold(var agent) -> fleet.put(agent);
            case FleetNews.DiskTold(var disk) -> fleet.put(disk);
            case FleetNews.DiskGone(ResourceId id) -> fleet.forgetDisk(id, clock.instant());
            case FleetNews.StateChanged changed -> stateChanged(changed, factId);
            case FleetNews.Broken(ProviderNews broken) -> broken(broken, factId);
            case FleetNews.Carried(EventId event, ResourceId instance, var outcome) ->
                change(event, factId, new Reported(instance, outcome));
            case FleetNews.Elsewhere(var mirror) -> change(mirror.subject().id(), factId, mirror);
            case FleetNews.Nothing _ -> {
                // nothing follows
            }
        }
    }

    private void told(KnownInstance instance, String factId) {
        var known = fleet.anyInstance(instance.id());
        if (known.filter(one -> one.revision() >= instance.revision()).isEmpty()) {
            paid(known.map(one -> one.terms().paidUntil()), instance, factId);
        }
        fleet.put(instance);
    }

    /** A subscription that ends on another day than was known: the old bill is settled, the new one has its events. */
    private void paid(Optional<Instant> until, KnownInstance instance, String factId) {
        var end = Optional.ofNullable(instance.terms().paidUntil());
        if (end.equals(until)) {
            return;
        }
        if (until.isPresent()) {
            acted(instance.owner().account(), instance.id(), Deed.RENEW, clock.instant(), factId);
        }
        if (end.isPresent() && families.haveEvents(instance.terms().instanceType())) {
            for (var planned : new Bill.Expiry(instance.target(), end.get()).events()) {
                change(planned.subject().id(), factId, planned);
            }
        }
    }

    private void gone(ResourceId id, String factId) {
        fleet.anyInstance(id)
                .ifPresent(known -> acted(known.owner().account(), id, Deed.RELEASE, clock.instant(), factId));
        fleet.forgetInstance(id);
    }

    private void stateChanged(FleetNews.StateChanged changed, String factId) {
        deed(changed)
                .ifPresent(deed -> acted(
                        changed.account(),
                        changed.instance(),
                        deed,
                        changed.state().at(),
                        factId));
        fleet.note(changed.instance(), changed.state());
    }

    private Optional<Deed> deed(FleetNews.StateChanged changed) {
        if (changed.said() != null) {
            return Optional.ofNullable(changed.said().deed());
        }
        var open = events.openOf(changed.account(), Set.of(changed.instance()));
        return FleetMeaning.deed(fleet.noted(changed.instance()), changed.state(), open);
    }

    private void acted(AccountId account, ResourceId instance, Deed deed, Instant at, String factId) {
        var acted = new Acted(account, instance, deed, Deed.Channel.API, at);
        for (EventId event : events.pending(instance)) {
            change(event, factId, acted);
        }
    }

    private void broken(ProviderNews news, String factId) {
        EventInput input = news.input(wished(news));
        boolean excluded = input instanceof EventInput.Beginning beginning
                && beginning
                        .subject()
                        .target()
                        .instanceId()
                        .flatMap(fleet::anyInstance)
                        .filter(instance ->
                                !families.haveEvents(instance.terms().instanceType()))
                        .isPresent();
        if (!excluded) {
            change(news.event(), factId, input);
        }
    }

    private Upkeep wished(ProviderNews news) {
        return news instanceof ProviderNews.HostLost lost
                ? fleet.upkeep(Set.of(lost.instance().instance()))
                        .getOrDefault(lost.instance().instance(), Upkeep.USUAL)
                : Upkeep.USUAL;
    }

    private void change(EventId id, String factId, EventInput input) {
        Instant now = clock.instant();
        var decision = ledger.change(id, ChangeKey.ofFact(factId), event -> decisions.on(event, input, now));
        if (decision instanceof Decision.Refused<SystemEvent, Decision.Done, EventFact>(var refusal)) {
            LOGGER.atInfo()
                    .addKeyValue("eventId", id)
                    .addKeyValue("factId", factId)
                    .addKeyValue("refusal", refusal)
                    .log("what the bus told was refused");
        }
    }
}
