package io.opsbus.gateway;

import io.opsbus.gateway.AccountRefusal.AccountExists;
import io.opsbus.gateway.AccountRefusal.KeyExists;
import io.opsbus.gateway.AccountRefusal.NoSuchAccount;
import io.opsbus.gateway.AccountRefusal.NoSuchKey;
import io.opsbus.gateway.AccountRefusal.TooManyKeys;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account and its access keys, decided on together: the limit of keys holds under any number of concurrent requests.
 *
 * <pre>
 *            createKey            disable
 *  (no key) ──────────> Active  <────────> Disabled
 *     ^                    │      enable       │
 *     └─────── delete ─────┴───────────────────┘
 * </pre>
 *
 * @param name for people; not unique
 * @param keys oldest first
 */
public record Account(AccountId id, String name, Instant created, List<AccessKey> keys) {
    /** Characters of a name at most. */
    public static final int LONGEST_NAME = 64;

    public Account {
        keys = List.copyOf(keys);
    }

    /** Nothing is published about accounts: they are the gateway's alone. */
    public enum Fact {}

    /** Whether {@code text} may be an account's name: 1 to 64 characters without control characters. */
    public static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    /** A new account without keys. */
    public static Decision<Account, Done, Fact> create(
            @Nullable Account state, AccountId id, String name, Instant now) {
        return state == null
                ? Decision.accepted(new Account(id, name, now, List.of()), List.of())
                : Decision.refused(new AccountExists());
    }

    /**
     * One more key.
     *
     * @param most keys the account may have, disabled ones included
     */
    public static Decision<Account, Done, Fact> createKey(@Nullable Account state, AccessKey fresh, int most) {
        if (state == null) {
            return Decision.refused(new NoSuchAccount());
        }
        if (state.key(fresh.id()).isPresent()) {
            return Decision.refused(new KeyExists());
        }
        return state.keys.size() >= most
                ? Decision.refused(new TooManyKeys(most))
                : Decision.accepted(
                        state.with(Stream.concat(state.keys.stream(), Stream.of(fresh))
                                .toList()),
                        List.of());
    }

    /** The key signs nothing from now on; disabling a disabled one changes nothing. */
    public static Decision<Account, Done, Fact> disableKey(@Nullable Account state, AccessKeyId id) {
        return onKey(state, id, key -> key.state() instanceof KeyState.Active active ? key.in(active.disable()) : key);
    }

    /** The key signs again; enabling an active one changes nothing. */
    public static Decision<Account, Done, Fact> enableKey(@Nullable Account state, AccessKeyId id) {
        return onKey(
                state, id, key -> key.state() instanceof KeyState.Disabled disabled ? key.in(disabled.enable()) : key);
    }

    /** The key is gone, for ever. */
    public static Decision<Account, Done, Fact> deleteKey(@Nullable Account state, AccessKeyId id) {
        if (state == null || state.key(id).isEmpty()) {
            return Decision.refused(new NoSuchKey());
        }
        return Decision.accepted(
                state.with(
                        state.keys.stream().filter(key -> !key.id().equals(id)).toList()),
                List.of());
    }

    /**
     * The account an installation begins with: made when it is missing. When it is there, its key gets the secret the
     * operator holds; a key that was disabled stays so, and one that was deleted stays away.
     *
     * @param holdsSame whether a stored secret is the one of {@code builtIn}: two seals of one secret differ
     */
    public static Decision<Account, Done, Fact> install(
            @Nullable Account state, AccessKey builtIn, String name, Predicate<SealedSecret> holdsSame) {
        if (state == null) {
            return Decision.accepted(
                    new Account(builtIn.account(), name, builtIn.created(), List.of(builtIn)), List.of());
        }
        return Decision.accepted(
                state.with(state.keys.stream()
                        .map(key -> key.id().equals(builtIn.id()) && !holdsSame.test(key.secret())
                                ? key.with(builtIn.secret())
                                : key)
                        .toList()),
                List.of());
    }

    /** Its key with this id. */
    public Optional<AccessKey> key(AccessKeyId key) {
        return keys.stream().filter(one -> one.id().equals(key)).findFirst();
    }

    private static Decision<Account, Done, Fact> onKey(
            @Nullable Account state, AccessKeyId id, UnaryOperator<AccessKey> change) {
        if (state == null || state.key(id).isEmpty()) {
            return Decision.refused(new NoSuchKey());
        }
        return Decision.accepted(
                state.with(state.keys.stream()
                        .map(key -> key.id().equals(id) ? change.apply(key) : key)
                        .toList()),
                List.of());
    }

    private Account with(List<AccessKey> others) {
        return new Account(id, name, created, others);
    }
}
