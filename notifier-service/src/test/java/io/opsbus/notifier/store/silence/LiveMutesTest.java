package io.opsbus.notifier.store.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.silence.Scope;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.testkit.SettableClock;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an event does to inhibitions when it passes, and what they do to it. */
class LiveMutesTest {
    private static final Instant NOON = Given.NOON;
    private static final Scope RECOVERING = scope("Instance:SystemFailure*", "CRITICAL", List.of("Executing"));
    private static final Scope RECOVERED =
            scope("Instance:SystemFailure*", "CRITICAL", List.of("Executed", "Avoided", "Canceled"));
    private static final Scope CHANGES = scope("Instance:*", "INFO", List.of());

    private final SettableClock clock = SettableClock.at(NOON);
    private final InMemoryShelf<Silence> silences = new InMemoryShelf<>("silence", World.of(clock));
    private final InMemoryShelf<Inhibition> inhibitions = new InMemoryShelf<>("inhibition", World.of(clock));
    private final InMemoryOngoing ongoing = new InMemoryOngoing();
    private final LiveMutes live = new LiveMutes(silences, inhibitions, ongoing, clock);
    private int events;

    private static Scope scope(String name, String level, List<String> statuses) {
        return new Scope(List.of(level), List.of(name), "ECS", List.of("*"), statuses, "");
    }

    private static Inhibition inhibition(AccountId account, String id) {
        return new Inhibition(
                new Key(account, id),
                RECOVERING,
                RECOVERED,
                CHANGES,
                Duration.ofHours(1),
                new Silence.Note("me", "why", NOON));
    }

    @BeforeEach
    void make() {
        var one = inhibition(Given.ACCOUNT, "inh-1");
        inhibitions.change(one.key(), ChangeKey.once("k1"), _ -> Decision.accepted(one, List.of()));
        live.refresh();
    }

    private static Event event(AccountId account, String name, Level level, String resource, String status) {
        return new Event(
                account,
                "e",
                name,
                level,
                "ECS",
                "acs:ecs:r:1:instance/" + resource,
                NOON,
                status.isEmpty() ? Optional.empty() : Optional.of(status));
    }

    private Optional<String> pass(LiveMutes through, Event event) {
        var number = ++events;
        return through.pass(event, true, () -> new UUID(0, number), clock.instant());
    }

    private Optional<String> failure(String resource, String status) {
        return pass(
                live,
                event(Given.ACCOUNT, "Instance:SystemFailure.Reboot:Executing", Level.CRITICAL, resource, status));
    }

    private Optional<String> change(String resource) {
        return pass(live, event(Given.ACCOUNT, "Instance:StateChange", Level.INFO, resource, "Stopping"));
    }

    @Test
    void whileItIsOngoingWhatFollowsOfTheResourceIsKeptBackAndNothingElse() {
        assertThat(change("i-1")).isEmpty();
        assertThat(failure("i-1", "Executing")).as("what begins it is told").isEmpty();
        assertThat(change("i-1")).contains("inh-1");
        assertThat(change("i-2")).isEmpty();
        var foreign = event(new AccountId("bob"), "Instance:StateChange", Level.INFO, "i-1", "Stopping");
        assertThat(pass(live, foreign)).isEmpty();
        // the name is that of the beginning in the guide's samples: the status tells
        assertThat(failure("i-1", "Executed")).as("what ends it is told").isEmpty();
        assertThat(change("i-1")).isEmpty();
    }

    @Test
    void anEndThatNeverComesIsItsBound() {
        failure("i-1", "Executing");
        clock.advance(Duration.ofMinutes(59));
        assertThat(change("i-1")).contains("inh-1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(change("i-1")).isEmpty();
    }

    @Test
    void whatNobodyWantsBeginsAndEndsItAllTheSame() {
        var number = ++events;
        var begins = event(Given.ACCOUNT, "Instance:SystemFailure.Reboot", Level.CRITICAL, "i-1", "Executing");
        assertThat(live.pass(begins, false, () -> new UUID(0, number), NOON)).isEmpty();
        assertThat(change("i-1")).contains("inh-1");
    }

    @Test
    void anotherProcessKnowsAndSoDoesOneThatStarts() {
        failure("i-1", "Executing");
        var other = new LiveMutes(silences, inhibitions, ongoing, clock);
        other.refresh();
        assertThat(pass(other, event(Given.ACCOUNT, "Instance:StateChange", Level.INFO, "i-1", "")))
                .contains("inh-1");
    }

    @Test
    void oneThatIsRemovedKeepsNothingBack() {
        failure("i-1", "Executing");
        inhibitions.change(
                new Key(Given.ACCOUNT, "inh-1"), ChangeKey.once("k2"), _ -> Decision.accepted(null, List.of()));
        live.refresh();
        assertThat(change("i-1")).isEmpty();
    }

    @Test
    void aSilenceIsNamedBeforeAnInhibition() {
        var silence = new Silence(
                new Key(Given.ACCOUNT, "sil-1"),
                CHANGES,
                NOON,
                NOON.plusSeconds(60),
                new Silence.Note("me", "y", NOON));
        silences.change(silence.key(), ChangeKey.once("k3"), _ -> Decision.accepted(silence, List.of()));
        live.refresh();
        failure("i-1", "Executing");
        assertThat(change("i-1")).contains("sil-1");
        clock.advance(Duration.ofSeconds(60));
        assertThat(change("i-1")).contains("inh-1");
    }

    @Test
    void accountsWithoutOneAreAskedAboutInNoStoreAndWhileItIsAwayEverythingIsTold() {
        var away = (Ongoing)
                Proxy.newProxyInstance(Ongoing.class.getClassLoader(), new Class<?>[] {Ongoing.class}, (_, _, _) -> {
                    throw new Parking.Away(new SQLException("away"));
                });
        var through = new LiveMutes(silences, inhibitions, away, clock);
        through.refresh();
        assertThat(pass(through, event(Given.ACCOUNT, "Instance:StateChange", Level.INFO, "i-1", "")))
                .isEmpty();
        var asked = new LiveMutes(silences, inhibitions, unasked(), clock);
        asked.refresh();
        assertThat(pass(asked, event(new AccountId("bob"), "Instance:StateChange", Level.INFO, "i-1", "")))
                .isEmpty();
        assertThat(pass(asked, event(Given.ACCOUNT, "Disk:Stalled", Level.WARN, "d-1", "")))
                .isEmpty();
    }

    private static Ongoing unasked() {
        return (Ongoing) Proxy.newProxyInstance(
                Ongoing.class.getClassLoader(), new Class<?>[] {Ongoing.class}, (_, method, _) -> {
                    throw new AssertionError(method + " was asked");
                });
    }
}
