package io.opsbus.gateway.rpc.admin;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.KeyState;
import io.opsbus.gateway.Policy;
import io.opsbus.gateway.rpc.KeySecrets;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Ledger;
import io.opsbus.seal.FreshText;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Changes of accounts and keys; each is seen by this gateway before its caller hears of it. */
public final class AccountChanges {
    private static final int SECRET_LENGTH = 30;
    private static final long ACCOUNTS = 1_000_000_000_000_000L;

    private final Ledger<AccountId, Account, Account.Fact> ledger;
    private final KeyRing ring;
    private final KeySecrets secrets;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final int mostKeys;

    /**
     * Changes through this ledger.
     *
     * @param random a secure one: it makes secrets
     * @param mostKeys of one account
     */
    public AccountChanges(
            Ledger<AccountId, Account, Account.Fact> ledger,
            KeyRing ring,
            KeySecrets secrets,
            InstantSource clock,
            RandomGenerator random,
            int mostKeys) {
        this.ledger = ledger;
        this.ring = ring;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
        this.mostKeys = mostKeys;
    }

    /** A fresh key and its secret, which nobody will see again. */
    public record FreshKey(AccessKey key, String secret, Decision<Account, Done, Account.Fact> decision) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "FreshKey[" + key.id() + "]";
        }
    }

    /** A fresh id; the chance that two are the same is that of a lottery, and the second is refused then. */
    public AccountId freshAccountId() {
        return new AccountId("1" + "%015d".formatted(random.nextLong(ACCOUNTS)));
    }

    public Decision<Account, Done, Account.Fact> create(AccountId id, String name) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return change(id, state -> Account.create(state, id, name, now));
    }

    public FreshKey createKey(AccountId account, Policy policy) {
        AccessKeyId id = new AccessKeyId("OB" + FreshText.of(22, random));
        String secret = FreshText.of(SECRET_LENGTH, random);
        AccessKey fresh = key(account, id, secret, policy);
        return new FreshKey(fresh, secret, change(account, state -> Account.createKey(state, fresh, mostKeys)));
    }

    public Decision<Account, Done, Account.Fact> disable(AccountId account, AccessKeyId key) {
        return change(account, state -> Account.disableKey(state, key));
    }

    public Decision<Account, Done, Account.Fact> enable(AccountId account, AccessKeyId key) {
        return change(account, state -> Account.enableKey(state, key));
    }

    public Decision<Account, Done, Account.Fact> delete(AccountId account, AccessKeyId key) {
        return change(account, state -> Account.deleteKey(state, key));
    }

    /** Makes sure that the account an installation begins with is there. */
    public void install(AccountId account, AccessKeyId id, String secret) {
        AccessKey builtIn = key(account, id, secret, new Policy.Full());
        change(
                account,
                state -> Account.install(state, builtIn, "built-in", stored -> secrets.holds(id, stored, secret)));
    }

    private AccessKey key(AccountId account, AccessKeyId id, String secret, Policy policy) {
        return new AccessKey(
                id,
                account,
                secrets.seal(id, secret),
                KeyState.ACTIVE,
                policy,
                // as precise as the database keeps it
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Decision<Account, Done, Account.Fact> change(
            AccountId id, Ledger.Decide<Account, Done, Account.Fact> decide) {
        try {
            var decision = ledger.change(id, ChangeKey.once(UUID.randomUUID().toString()), decide);
            if (decision instanceof Decision.Accepted) {
                seen();
            }
            return decision;
        } catch (Ledger.Unavailable unknown) {
            // it may have been made: a disabled key must not live on here
            ring.distrust();
            throw unknown;
        }
    }

    private void seen() {
        try {
            ring.refresh();
        } catch (Accounts.Away _) {
            // the change is made, only the news of it is lost
            ring.distrust();
        }
    }
}
