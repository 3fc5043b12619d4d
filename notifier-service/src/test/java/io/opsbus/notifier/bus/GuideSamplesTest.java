package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Selector;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.testkit.bus.Samples;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every sample of the guide against the rules, and the traps the samples hold (guide 4.2). */
class GuideSamplesTest {
    private static Event event(Samples sample) {
        return switch (EventJson.read(sample.bytes())) {
            case EventJson.Valid(var _, var record) ->
                EventReading.of(record, () -> new byte[0]).orElseThrow();
            case EventJson.Invalid(var errors) -> throw new AssertionError(errors);
        };
    }

    private static boolean wanted(Selector selector, Samples sample) {
        var rules = Rules.NONE.with(List.of(Given.subscription("a", selector)), List.of());
        return rules.match(event(sample)) instanceof Rules.Match.Wanted;
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void aSubscriptionToEverythingWantsEverySample(Samples sample) {
        assertThat(wanted(Given.everything(), sample)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void anEventOfAnotherAccountIsNeverWanted(Samples sample) {
        var event = event(sample);
        var foreign = new Event(
                new AccountId("somebody-else"),
                event.id(),
                event.name(),
                event.level(),
                event.product(),
                event.resourceArn(),
                event.eventTime(),
                event.status());
        var rules = Rules.NONE.with(List.of(Given.subscription("a", Given.everything())), List.of());
        assertThat(rules.match(foreign)).isEqualTo(new Rules.Match.Filtered("account-has-no-subscription"));
        assertThat(Given.subscription("a", Given.everything()).wants(foreign)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "INSTANCE_STOPPING, INFO, Stopping",
        "INSTANCE_RUNNING, INFO, Running",
        "REBOOT_SCHEDULED, CRITICAL, Scheduled",
        "REBOOT_AVOIDED, CRITICAL, Avoided",
        "DISK_STALLED, CRITICAL, Executing",
        "DISK_STALLED_FINISHED, CRITICAL, Executed",
        "DISK_ATTACHED, INFO, accomplished",
        "DISK_ATTACH_FAILED, WARN, failed",
        "SNAPSHOT_COMPLETED, INFO, accomplished",
        "SNAPSHOT_FAILED, WARN, failed",
    })
    void levelAndStatusAreReadFromTheContentNotFromTheName(Samples sample, Level level, String status) {
        assertThat(event(sample).level()).isEqualTo(level);
        assertThat(event(sample).status()).contains(status);
    }

    @Test
    void aPreemptionIsInfoAlthoughItIsTheMostUrgent() {
        var event = event(Samples.PREEMPTION);
        assertThat(event.level()).isEqualTo(Level.INFO);
        assertThat(event.status()).isEmpty();
    }

    @Test
    void theNameAloneCannotTellAnAvoidedRebootButTheStatusCan() {
        var byName = Given.names("Instance:SystemMaintenance.Reboot:Scheduled");
        assertThat(wanted(byName, Samples.REBOOT_SCHEDULED)).isTrue();
        assertThat(wanted(byName, Samples.REBOOT_AVOIDED)).isTrue();
        var byStatus = status(byName, "Scheduled");
        assertThat(wanted(byStatus, Samples.REBOOT_SCHEDULED)).isTrue();
        assertThat(wanted(byStatus, Samples.REBOOT_AVOIDED)).isFalse();
    }

    @Test
    void theEndOfAStallIsToldFromItsStart() {
        var ends = status(Given.names("Disk:*"), "Executed");
        assertThat(wanted(ends, Samples.DISK_STALLED)).isFalse();
        assertThat(wanted(ends, Samples.DISK_STALLED_FINISHED)).isTrue();
    }

    private static Selector status(Selector base, String... words) {
        return new Selector(base.levels(), base.names(), base.product(), base.resources(), Optional.of(Set.of(words)));
    }

    @Test
    void levelsNamesAndPrefixesSelect() {
        assertThat(wanted(Given.names("Instance:*"), Samples.REBOOT_SCHEDULED)).isTrue();
        assertThat(wanted(Given.names("Instance:*"), Samples.DISK_STALLED)).isFalse();
        assertThat(wanted(Given.names("Snapshot:CreateSnapshotCompleted"), Samples.SNAPSHOT_FAILED))
                .isTrue();
        var critical = new Selector(
                EnumSet.of(Level.CRITICAL, Level.WARN),
                List.of(new NamePattern.Any()),
                "ECS",
                new ResourceScope.All(),
                Optional.empty());
        assertThat(Samples.ALL.stream().filter(sample -> wanted(critical, sample)))
                .containsExactly(
                        Samples.REBOOT_SCHEDULED,
                        Samples.REBOOT_AVOIDED,
                        Samples.DISK_STALLED,
                        Samples.DISK_STALLED_FINISHED,
                        Samples.DISK_ATTACH_FAILED,
                        Samples.SNAPSHOT_FAILED);
    }

    @Test
    void resourcesAreNamedByIdOrByArn() {
        var arn = event(Samples.REBOOT_SCHEDULED).resourceArn();
        var id = event(Samples.REBOOT_SCHEDULED).resource();
        assertThat(wanted(resources(arn), Samples.REBOOT_SCHEDULED)).isTrue();
        assertThat(wanted(resources(id), Samples.REBOOT_SCHEDULED)).isTrue();
        assertThat(wanted(resources(id), Samples.DISK_STALLED)).isFalse();
    }

    private static Selector resources(String... resources) {
        var all = Given.everything();
        return new Selector(
                all.levels(), all.names(), "ECS", new ResourceScope.Only(Set.of(resources)), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void anEmptySelectorMeansNothing(Samples sample) {
        var all = Given.everything();
        assertThat(wanted(new Selector(Set.of(), all.names(), "ECS", all.resources(), Optional.empty()), sample))
                .isFalse();
        assertThat(wanted(new Selector(all.levels(), List.of(), "ECS", all.resources(), Optional.empty()), sample))
                .isFalse();
        assertThat(wanted(resources(), sample)).isFalse();
        assertThat(wanted(status(all), sample)).isFalse();
        assertThat(wanted(new Selector(all.levels(), all.names(), "", all.resources(), Optional.empty()), sample))
                .isFalse();
    }
}
