package io.opsbus.notifier.silence;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.shelf.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The inhibitions there are, by account; immutable. An event of an account without any costs one look-up, and none while nobody has one. */
public final class Inhibitions {
    /** None at all. */
    public static final Inhibitions NONE = new Inhibitions(Map.of());

    private final Map<AccountId, List<One>> accounts;

    private Inhibitions(Map<AccountId, List<One>> accounts) {
        this.accounts = accounts;
    }

    private record One(Inhibition inhibition, Selector begins, Selector ends, Selector mutes) {
        Ongoing.Place at(Event event) {
            return new Ongoing.Place(
                    inhibition.key().account(), inhibition.key().name(), event.resource());
        }
    }

    /**
     * Has an event pass: it begins and ends what it does, whether anybody wants it or not.
     *
     * @param wanted whether somebody would be told
     * @param identity the same for one event only, however often it is read
     * @return the id of what keeps it back; empty: it is told
     * @throws RuntimeException while {@code ongoing} cannot be asked
     */
    public Optional<String> pass(Event event, boolean wanted, Supplier<UUID> identity, Ongoing ongoing, Instant now) {
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        var own = accounts.get(event.account());
        return own == null ? Optional.empty() : pass(own, Silence.seen(event), wanted, identity, ongoing, now);
    }

    private static Optional<String> pass(
            List<One> own, Event event, boolean wanted, Supplier<UUID> identity, Ongoing ongoing, Instant now) {
        var muting = new ArrayList<Ongoing.Place>();
        for (var one : own) {
            if (one.ends.selects(event)) {
                ongoing.end(one.at(event));
            } else if (one.begins.selects(event)) {
                var until = now.plus(one.inhibition.atMost());
                ongoing.begin(one.at(event), new Ongoing.Span(identity.get(), now, until));
            } else if (wanted && one.mutes.selects(event)) {
                muting.add(one.at(event));
            }
        }
        return muting.isEmpty() ? Optional.empty() : ongoing.first(muting, now).map(Ongoing.Place::inhibition);
    }

    /** How many an account has. */
    public int count(AccountId account) {
        return accounts.getOrDefault(account, List.of()).size();
    }

    /** What there is after some were made and others removed. */
    public Inhibitions with(Collection<Inhibition> changed, Collection<Key> removed) {
        if (changed.isEmpty() && removed.isEmpty()) {
            return this;
        }
        Set<Key> touched = new HashSet<>(removed);
        changed.forEach(one -> touched.add(one.key()));
        var left = new HashMap<AccountId, List<One>>();
        accounts.values().stream()
                .flatMap(List::stream)
                .filter(one -> !touched.contains(one.inhibition.key()))
                .forEach(one -> add(left, one));
        changed.forEach(one -> compiled(one).ifPresent(sound -> add(left, sound)));
        return left.isEmpty() ? NONE : new Inhibitions(left);
    }

    private static void add(Map<AccountId, List<One>> to, One one) {
        to.computeIfAbsent(one.inhibition.key().account(), _ -> new ArrayList<>(1))
                .add(one);
    }

    /** Empty for one that is not sound any more. */
    private static Optional<One> compiled(Inhibition one) {
        return one.begins()
                .selector()
                .flatMap(begins -> one.ends()
                        .selector()
                        .flatMap(ends -> one.mutes().selector().map(mutes -> new One(one, begins, ends, mutes))));
    }
}
