package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.bus.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules put through the signed API, events on Kafka, callbacks received. */
class EventRulesIT extends NotifierScene {
    private void rule(String account, String path, String... more) {
        var parameters = new ArrayList<>(
                List.of("RuleName", "r", "EventPattern.1.Product", "ECS", "EventPattern.1.LevelList.1", "CRITICAL"));
        parameters.addAll(List.of(more));
        notifier.ask(account, "PutEventRule", parameters.toArray(String[]::new));
        notifier.callBack(account, "r", sink.url(path));
    }

    @Test
    void anEventReachesTheTargetsOfItsAccountsRules() {
        var alice = account();
        var bob = account();
        rule(alice, "/ok/rule-alice");
        rule(bob, "/ok/rule-bob");
        bus.publish(of(alice, Samples.INSTANCE_STOPPING));
        var wanted = new String(bus.publish(of(alice, Samples.REBOOT_SCHEDULED)), UTF_8);
        var bobs = new String(bus.publish(of(bob, Samples.REBOOT_SCHEDULED)), UTF_8);
        awaitTold("/ok/rule-bob", bobs);
        awaitTold("/ok/rule-alice", wanted);
    }

    @Test
    void theSameNewsIsToldOnceWithinTheSilence() {
        var account = account();
        rule(account, "/ok/silent", "SilenceTime", "3600");
        bus.publish(of(account, Samples.REBOOT_SCHEDULED));
        bus.publish(of(account, Samples.REBOOT_SCHEDULED));
        var avoided = new String(bus.publish(of(account, Samples.REBOOT_AVOIDED)), UTF_8);
        soon(() -> assertThat(sink.got("/ok/silent")).extracting(Sink.Got::body).contains(avoided));
        assertThat(sink.got("/ok/silent"))
                .as("two of three: another status is other news")
                .hasSize(2);
    }

    @Test
    void whatHappenedIsKeptAndARuleCanBeTriedOnIt() {
        var account = account();
        rule(account, "/ok/tried");
        bus.publish(Samples.REBOOT_SCHEDULED.json().replace("169070*****30", account));
        bus.publish(Samples.INSTANCE_STOPPING.json().replace("169070*****30", account));
        // the guide's events are years old: found because no time is asked for
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.ask(account, "DescribeSystemEventAttribute")
                                .at("/SystemEvents/SystemEvent"))
                        .hasSize(2));
        assertThat(notifier.ask(account, "DescribeSystemEventCount", "Level", "Critical")
                        .at("/SystemEventCounts/SystemEventCount/0/Num")
                        .asInt())
                .isEqualTo(1);
        assertThat(notifier.ask(account, "LintEventRules")
                        .at("/Findings/Finding/0/Code")
                        .asText())
                .isEqualTo("PreemptionIsInfo");
    }

    @Test
    void eventsTheApiMakesReachTheirTargets() {
        var account = account();
        rule(account, "/ok/made", "EventType", "CUSTOM", "EventPattern.1.NameList.1", "Host*");
        notifier.ask(
                account,
                "PutCustomEvent",
                "EventInfo.1.EventName",
                "HostDown",
                "EventInfo.1.Content",
                "host 7 is down");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/made"))
                        .singleElement()
                        .satisfies(got -> assertThat(got.body()).contains("host 7 is down")));
        rule(account, "/ok/made-system");
        notifier.ask(account, "SendDryRunSystemEvent", "Product", "ECS", "EventName", "Disk:Stalled:Executing");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/made-system"))
                        .singleElement()
                        .satisfies(got -> assertThat(got.body()).contains("dry-run-")));
        assertThat(sink.got("/ok/made")).hasSize(1);
    }
}
