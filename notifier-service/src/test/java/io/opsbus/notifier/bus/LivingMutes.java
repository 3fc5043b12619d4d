package io.opsbus.notifier.bus;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.World;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.silence.Scope;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.silence.InMemoryOngoing;
import io.opsbus.notifier.store.silence.LiveMutes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The silences and inhibitions of {@link LivingNotifier}, as far as they outlive a process; numbered as they were made. */
final class LivingMutes {
    private static final List<String> LEVELS =
            Stream.of(Level.values()).map(Level::name).toList();

    private final InstantSource clock;
    private final InMemoryShelf<Silence> silences;
    private final InMemoryShelf<Inhibition> inhibitions;
    private final InMemoryOngoing ongoing = new InMemoryOngoing();
    private final List<Silence> silencesMade = new ArrayList<>();
    private final List<Inhibition> inhibitionsMade = new ArrayList<>();
    private int changes;

    LivingMutes(InstantSource clock) {
        this.clock = clock;
        this.silences = new InMemoryShelf<>("silence", World.of(clock));
        this.inhibitions = new InMemoryShelf<>("inhibition", World.of(clock));
    }

    /** As a process knows them that can die whenever it asks what is ongoing, or says so. */
    LiveMutes of(Fuse fuse) {
        var live = new LiveMutes(silences, inhibitions, fuse.over(Ongoing.class, ongoing), clock);
        live.refresh();
        return live;
    }

    void take(Operation.Muting operation) {
        var now = clock.instant();
        switch (operation) {
            case Operation.BeginSilence asked -> {
                silencesMade.add(silence(asked, now));
                change(silences, silencesMade.getLast().key(), silencesMade.getLast());
            }
            case Operation.EndSilence(var number) -> {
                if (!silencesMade.isEmpty()) {
                    var which = number % silencesMade.size();
                    var ended = silencesMade.get(which).ended(now);
                    silencesMade.set(which, ended);
                    change(silences, ended.key(), ended);
                }
            }
            case Operation.Inhibit asked -> {
                inhibitionsMade.add(inhibition(asked, now));
                change(inhibitions, inhibitionsMade.getLast().key(), inhibitionsMade.getLast());
            }
            case Operation.Uninhibit(var number) -> {
                if (!inhibitionsMade.isEmpty()) {
                    var which = number % inhibitionsMade.size();
                    change(inhibitions, inhibitionsMade.get(which).key(), null);
                }
            }
        }
    }

    private <T extends Kept> void change(InMemoryShelf<T> shelf, Key key, @Nullable T to) {
        var _ = shelf.change(key, ChangeKey.once("c" + changes++), _ -> Decision.accepted(to, List.of()));
    }

    private Silence silence(Operation.BeginSilence asked, Instant now) {
        var from = now.plus(asked.in());
        return new Silence(
                new Key(Given.ACCOUNT, Operation.BeginSilence.PREFIX + silencesMade.size()),
                scope(asked.names(), asked.resource().map(one -> "i-" + one).orElse("*")),
                from,
                from.plus(asked.length()),
                note(now));
    }

    private Inhibition inhibition(Operation.Inhibit asked, Instant now) {
        return new Inhibition(
                new Key(Given.ACCOUNT, Operation.Inhibit.PREFIX + inhibitionsMade.size()),
                scope(List.of(asked.begins()), "*"),
                scope(List.of(asked.ends()), "*"),
                scope(asked.mutes(), "*"),
                asked.atMost(),
                note(now));
    }

    private static Scope scope(Collection<String> names, String resource) {
        return new Scope(LEVELS, List.copyOf(names), "ECS", List.of(resource), List.of(), "");
    }

    private static Silence.Note note(Instant now) {
        return new Silence.Note("me", "why", now);
    }
}
