package io.opsbus.gateway.store;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The fake: accounts of another ledger, seen as they change through this one. */
public final class InMemoryAccounts implements Accounts, Ledger<AccountId, Account, Account.Fact> {
    private final Ledger<AccountId, Account, Account.Fact> ledger;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<AccessKeyId, Long> revisions = new HashMap<>();
    private final Map<AccessKeyId, Instant> uses = new HashMap<>();
    private long revision;
    private boolean away;

    /** Shows what changes through this object of what {@code ledger} holds. */
    public InMemoryAccounts(Ledger<AccountId, Account, Account.Fact> ledger) {
        this.ledger = ledger;
    }

    /** From now on every question ends in {@link Away}, or no longer. */
    public synchronized void away(boolean gone) {
        away = gone;
    }

    @Override
    public synchronized <R> Decision<Account, R, Account.Fact> change(
            AccountId id, ChangeKey key, ReplyCodec<R> replies, Decide<Account, R, Account.Fact> decide) {
        if (away) {
            throw new Ledger.Unavailable("away", new IllegalStateException("away"));
        }
        var decision = ledger.change(id, key, replies, decide);
        if (decision instanceof Decision.Accepted<Account, R, Account.Fact> accepted && accepted.state() != null) {
            Account before = accounts.put(id.value(), accepted.state());
            Stream.concat(Stream.ofNullable(before), Stream.of(accepted.state()))
                    .flatMap(account -> account.keys().stream())
                    .map(AccessKey::id)
                    .filter(changed -> before == null
                            || !Objects.equals(
                                    before.key(changed), accepted.state().key(changed)))
                    .distinct()
                    .forEach(changed -> revisions.put(changed, ++revision));
        }
        return decision;
    }

    @Override
    public synchronized List<Account> all() {
        requireHere();
        return List.copyOf(accounts.values());
    }

    @Override
    public synchronized Optional<AccountId> ownerOf(AccessKeyId key) {
        requireHere();
        return key(key).map(AccessKey::account);
    }

    @Override
    public synchronized Map<AccessKeyId, Instant> lastUses() {
        requireHere();
        uses.keySet().removeIf(id -> key(id).isEmpty());
        return Map.copyOf(uses);
    }

    @Override
    public synchronized News since(long asked) {
        requireHere();
        List<AccessKeyId> changed = revisions.entrySet().stream()
                .filter(entry -> entry.getValue() > asked)
                .map(Map.Entry::getKey)
                .toList();
        Set<AccessKeyId> deleted = new HashSet<>(changed);
        List<AccessKey> keys =
                changed.stream().map(this::key).flatMap(Optional::stream).toList();
        keys.forEach(key -> deleted.remove(key.id()));
        return new News(revision, keys, deleted);
    }

    @Override
    public synchronized void used(Map<AccessKeyId, Instant> times) {
        requireHere();
        times.forEach((id, time) -> {
            if (key(id).isPresent()) {
                uses.merge(id, time, (one, other) -> one.isAfter(other) ? one : other);
            }
        });
    }

    private Optional<AccessKey> key(AccessKeyId id) {
        return accounts.values().stream()
                .flatMap(account -> account.key(id).stream())
                .findFirst();
    }

    private void requireHere() {
        if (away) {
            throw new Away(new IllegalStateException("away"));
        }
    }
}
