package io.opsbus.notifier.store.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Scope;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.NoFact;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Silences are kept, and known to every process. */
abstract class KeptSilencesContract {
    static final Instant NOON = Given.NOON;

    private final Books books = empty();
    private final SettableClock clock = SettableClock.at(NOON);
    private int keys;

    /** A shelf and the ledger that writes it. */
    record Books(Shelf<Silence> shelf, Ledger<Key, Silence, NoFact> ledger) {}

    /** A fresh, empty one. */
    abstract Books empty();

    static Silence silence(AccountId account, String id, Instant until) {
        return new Silence(
                new Key(account, id),
                new Scope(
                        List.of("CRITICAL", "WARN"),
                        List.of("Instance:*", "Disk:Stalled"),
                        "ECS",
                        List.of("i-1"),
                        List.of("Executing"),
                        "停机 or \"a b\""),
                NOON.plusMillis(7),
                until,
                new Silence.Note("王", "补丁 \"1\"", NOON));
    }

    /** A process. */
    private LiveMutes live() {
        var none = new InMemoryShelf<Inhibition>("inhibition", World.of(clock));
        return new LiveMutes(books.shelf(), none, new InMemoryOngoing(), clock);
    }

    void put(Silence silence) {
        books.ledger().change(silence.key(), ChangeKey.once("k" + ++keys), _ -> Decision.accepted(silence, List.of()));
    }

    private static Silence wide(Instant until) {
        return new Silence(
                new Key(Given.ACCOUNT, "sil-w"),
                new Scope(List.of("WARN"), List.of("*"), "ECS", List.of("*"), List.of(), ""),
                NOON,
                until,
                new Silence.Note("me", "why", NOON));
    }

    private static Optional<Silence> over(LiveMutes live, Instant now) {
        var event = new Event(
                Given.ACCOUNT, "e", "Disk:A", Level.WARN, "ECS", "acs:ecs:r:1:disk/d-1", NOON, Optional.empty());
        return live.inForce().over(event, now);
    }

    @Test
    void whatWasPutIsFoundAsItWas() {
        var silence = silence(Given.ACCOUNT, "sil-1", NOON.plusSeconds(60));
        put(silence);
        assertThat(books.shelf().find(silence.key())).contains(silence);
        assertThat(books.shelf().find(new Key(new AccountId("bob"), "sil-1"))).isEmpty();
        assertThat(books.shelf().list(Shelf.Query.all(Given.ACCOUNT), 0, 10).entries())
                .containsExactly(silence);
    }

    @Test
    void everyProcessLearnsOfItAndOfItsEarlyEnd() {
        var one = live();
        var other = live();
        var silence = wide(NOON.plusSeconds(60));
        put(silence);
        assertThat(over(one, NOON)).as("not read yet").isEmpty();
        one.refresh();
        other.refresh();
        assertThat(over(one, NOON)).contains(silence);
        assertThat(over(other, NOON)).contains(silence);
        put(silence.ended(NOON.plusSeconds(1)));
        other.refresh();
        assertThat(over(other, NOON.plusSeconds(1))).isEmpty();
    }

    @Test
    void aProcessThatStartsKnowsItAndOneThatIsOverIsLetGo() {
        put(wide(NOON.plusSeconds(60)));
        var later = live();
        later.refresh();
        assertThat(over(later, NOON)).isPresent();
        assertThat(later.inForce().count(Given.ACCOUNT, NOON)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(60));
        later.refresh();
        assertThat(later.inForce().count(Given.ACCOUNT, NOON)).isZero();
    }
}
