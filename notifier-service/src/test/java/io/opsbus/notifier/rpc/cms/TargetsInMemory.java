package io.opsbus.notifier.rpc.cms;

import io.opsbus.notifier.channel.consent.Asking;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.rpc.cms.delivery.DeliveryDesk;
import io.opsbus.notifier.rpc.cms.delivery.RedriveDesk;
import io.opsbus.notifier.rpc.cms.target.TargetDesk;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import io.opsbus.notifier.rpc.target.TargetStates;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.consent.InMemoryConsents;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** What is known of targets and deliveries, in memory. */
final class TargetsInMemory {
    final InMemoryJournal journal = new InMemoryJournal();
    final InMemoryParking parking = new InMemoryParking();
    final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    final LiveHolds holds = new LiveHolds(held, held.stops(), parking, _ -> "");
    private final InMemoryConsents given = new InMemoryConsents();
    final LiveConsents consents;
    /** What the next receiver says that is asked for its consent. */
    Consent.Answer answer = new Consent.Answer(false, "4xx");
    /** Which answers of receivers accounts hear. */
    AnswerHeads.Told told = AnswerHeads.Told.PUBLIC;
    /** What may be dialled although it is for nobody outside. */
    String opened = "";

    final InMemoryRedrives redrives = new InMemoryRedrives(parking);
    private final InstantSource clock;

    /** @param origin as whom receivers of webhooks are asked first; empty where they are not */
    TargetsInMemory(Optional<String> origin, InstantSource clock) {
        this.clock = clock;
        this.consents = new LiveConsents(given, held, origin, clock);
    }

    TargetDesk desk(LiveRules live) {
        var asked = new ConsentDesk(
                consents,
                new Asking(given, consents::waiting, (_, _, heard) -> heard.accept(answer), live::refresh, clock),
                Duration.ofSeconds(1));
        var trials = new Trials(
                posts -> posts.forEach(post -> post.ended(new Outcome.Answered(204, Optional.empty(), "so be it"))),
                Duration.ofSeconds(5),
                clock,
                () -> new UUID(0, 7));
        var states = new TargetStates(live, asked, _ -> Optional.empty());
        return new TargetDesk(held, live, states, trials, asked, heads(live));
    }

    DeliveryDesk deliveries(LiveRules live, PastEvents past) {
        return new DeliveryDesk(journal, past, parking, live, heads(live), new Turns(1, Duration.ofMillis(1)));
    }

    /** One at once, 100 a second. */
    RedriveDesk redriving() {
        return new RedriveDesk(redrives, redrives, new RedriveDesk.Bounds(1, 100), new Turns(1, Duration.ofMillis(1)));
    }

    private AnswerHeads heads(LiveRules live) {
        return new AnswerHeads(told, new TargetEgress(EgressPolicy.allowing(opened)), live);
    }
}
