package io.opsbus.notifier.wiring.http;

import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.Redrives;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.notifier.rpc.cms.delivery.DeliveryDesk;
import io.opsbus.notifier.rpc.cms.delivery.RedriveDesk;
import io.opsbus.notifier.rpc.cms.target.TargetDesk;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import io.opsbus.notifier.rpc.target.TargetStates;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.wiring.Settings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What accounts do about their own targets and deliveries. */
@Configuration(proxyBeanMethods = false)
public class OwnBeans {
    /** Of the connections to the store most are left to what delivers. */
    private static final int SEARCHES = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Bean
    AnswerHeads answerHeads(TargetEgress egress, LiveRules rules, Settings settings) {
        return new AnswerHeads(settings.notifier().accounts().answers(), egress, rules);
    }

    @Bean
    TargetDesk targetDesk(
            HeldTargets held, LiveRules rules, Trials trials, ConsentDesk consents, AnswerHeads heads, Flow flow) {
        var states = new TargetStates(rules, consents, flow::look);
        return new TargetDesk(held, rules, states, trials, consents, heads);
    }

    @Bean
    Turns turns() {
        return new Turns(SEARCHES, PATIENCE);
    }

    @Bean
    RedriveDesk redriveDesk(DeadDeliveries dead, Redrives redrives, Turns turns, Settings settings) {
        return new RedriveDesk(dead, redrives, settings.notifier().accounts().bounds(), turns);
    }

    @Bean
    DeliveryDesk deliveryDesk(
            Journal journal, PastEvents past, Parking parking, LiveRules rules, AnswerHeads heads, Turns turns) {
        return new DeliveryDesk(journal, past, parking, rules, heads, turns);
    }
}
