package io.opsbus.notifier.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.condition.EventText;
import io.opsbus.notifier.shelf.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which silence keeps which event back, and when. */
class InForceTest {
    private static final Instant NOON = Given.NOON;
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final Scope MACHINE =
            new Scope(List.of("CRITICAL", "WARN"), List.of("Instance:*"), "ECS", List.of("i-1", "i-2"), List.of(), "");

    private static Silence silence(String id, Scope scope, Instant from, Instant until) {
        return new Silence(new Key(Given.ACCOUNT, id), scope, from, until, new Silence.Note("me", "why", NOON));
    }

    private static InForce inForce(Silence... silences) {
        return InForce.NONE.with(List.of(silences), List.of(), NOON);
    }

    private static Event event(AccountId account, Level level, String name, String product, String resource) {
        return new Event(
                account,
                "e",
                name,
                level,
                product,
                "acs:ecs:r:1:instance/" + resource,
                NOON,
                Optional.of("Executing"),
                new EventText(() -> "{\"reason\":\"System failure\"}"));
    }

    private static Event reboot() {
        return event(Given.ACCOUNT, Level.CRITICAL, "Instance:SystemMaintenance.Reboot:Scheduled", "ECS", "i-1");
    }

    private static Optional<String> over(InForce inForce, Event event, Instant now) {
        return inForce.over(event, now).map(silence -> silence.key().name());
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, Instance:A, ECS, i-1, true",
        "WARN, Instance:A, ecs, i-2, true",
        "INFO, Instance:A, ECS, i-1, false",
        "CRITICAL, Disk:A, ECS, i-1, false",
        "CRITICAL, Instance:A, OpsBus, i-1, false",
        "CRITICAL, Instance:A, ECS, i-3, false"
    })
    void everyPartOfItsScopeCounts(Level level, String name, String product, String resource, boolean kept) {
        var inForce = inForce(silence("sil-1", MACHINE, NOON, ONE));
        assertThat(over(inForce, event(Given.ACCOUNT, level, name, product, resource), NOON)
                        .isPresent())
                .isEqualTo(kept);
    }

    @Test
    void itKeepsNothingOfAnotherAccountBack() {
        var inForce = inForce(silence("sil-1", MACHINE, NOON, ONE));
        var foreign = event(new AccountId("mallory"), Level.CRITICAL, "Instance:A", "ECS", "i-1");
        assertThat(over(inForce, foreign, NOON)).isEmpty();
    }

    @Test
    void itLastsFromItsFirstMomentUpToBeforeItsEnd() {
        var inForce = inForce(silence("sil-1", MACHINE, NOON.plusSeconds(60), ONE));
        assertThat(over(inForce, reboot(), NOON.plusSeconds(59))).isEmpty();
        assertThat(over(inForce, reboot(), NOON.plusSeconds(60))).contains("sil-1");
        assertThat(over(inForce, reboot(), ONE.minusMillis(1))).contains("sil-1");
        assertThat(over(inForce, reboot(), ONE)).isEmpty();
    }

    @Test
    void statusAndWordsAreLookedForInTheContent() {
        UnaryOperator<Scope> executing = scope -> new Scope(
                scope.levels(), scope.names(), scope.product(), scope.resources(), List.of("executing"), scope.words());
        var worded =
                new Scope(List.of("CRITICAL"), List.of("*"), "ECS", List.of("*"), List.of(), "system and not disk");
        var other = new Scope(List.of("CRITICAL"), List.of("*"), "ECS", List.of("*"), List.of(), "disk");
        assertThat(over(inForce(silence("sil-1", executing.apply(MACHINE), NOON, ONE)), reboot(), NOON))
                .contains("sil-1");
        assertThat(over(inForce(silence("sil-1", worded, NOON, ONE)), reboot(), NOON))
                .contains("sil-1");
        assertThat(over(inForce(silence("sil-1", other, NOON, ONE)), reboot(), NOON))
                .isEmpty();
    }

    @Test
    void ofSeveralTheOneThatLastsLongestIsNamed() {
        var inForce = inForce(
                silence("sil-1", MACHINE, NOON, ONE),
                silence("sil-2", MACHINE, NOON, ONE.plusSeconds(1)),
                silence("sil-3", MACHINE, NOON, ONE.minusSeconds(1)));
        assertThat(over(inForce, reboot(), NOON)).contains("sil-2");
        assertThat(over(inForce, reboot(), ONE)).contains("sil-2");
    }

    /** Such an event has the rule's own product, so that no other rule hears of it. */
    @Test
    void whatARuleHasCountedIsOfTheCustomersOwn() {
        var own = new Scope(List.of("WARN"), List.of("Backup*"), "CUSTOM", List.of("*"), List.of(), "");
        var inForce = inForce(silence("sil-1", own, NOON, ONE));
        assertThat(over(inForce, event(Given.ACCOUNT, Level.WARN, "BackupFailed", "!er-7", "7"), NOON))
                .contains("sil-1");
        assertThat(over(inForce, event(Given.ACCOUNT, Level.WARN, "BackupFailed", "CUSTOM", "7"), NOON))
                .contains("sil-1");
        assertThat(over(inForce, event(Given.ACCOUNT, Level.WARN, "BackupFailed", "ECS", "7"), NOON))
                .isEmpty();
    }

    @Test
    void whatIsOverOrForgottenIsLetGoAndWhatWasEndedEndsAtOnce() {
        var first = silence("sil-1", MACHINE, NOON, ONE);
        var second = silence("sil-2", MACHINE, NOON, ONE.plusSeconds(60));
        var both = inForce(first, second);
        assertThat(both.count(Given.ACCOUNT, NOON)).isEqualTo(2);
        assertThat(both.count(Given.ACCOUNT, ONE)).isEqualTo(1);
        assertThat(both.with(List.of(), List.of(), NOON)).isSameAs(both);
        assertThat(both.with(List.of(), List.of(), ONE).count(Given.ACCOUNT, NOON))
                .isEqualTo(1);
        assertThat(both.with(List.of(), List.of(), ONE.plusSeconds(60))).isSameAs(InForce.NONE);
        var left = both.with(List.of(second.ended(NOON)), List.of(first.key()), NOON);
        assertThat(over(left, reboot(), NOON)).isEmpty();
    }

    @Test
    void oneThatIsNotSoundAnyMoreKeepsNothingBack() {
        var unsound = new Scope(List.of("LOUD"), List.of("*"), "ECS", List.of("*"), List.of(), "");
        assertThat(inForce(silence("sil-1", unsound, NOON, ONE))).isSameAs(InForce.NONE);
    }
}
