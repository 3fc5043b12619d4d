package io.opsbus.gateway.store;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.Given;
import io.opsbus.gateway.KeyState;
import io.opsbus.gateway.Policy;
import io.opsbus.gateway.Product;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Ledger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of accounts does, be it real or fake. */
abstract class AccountsContract {
    private static final AccessKey ONE = Given.key(ALICE, "key-number-1");
    private static final AccessKey TWO = Given.key(ALICE, "key-number-2", new Policy.ReadOnly());
    private static final AccessKey BOBS =
            Given.key(BOB, "key-of-bob", new Policy.Products(EnumSet.of(Product.ECS, Product.CMS)));

    private Accounts accounts;
    private Ledger<AccountId, Account, Account.Fact> ledger;
    private int changes;

    abstract Ledger<AccountId, Account, Account.Fact> emptyLedger();

    /** The reading side of what {@link #emptyLedger} made. */
    abstract Accounts accounts();

    @BeforeEach
    void begin() {
        ledger = emptyLedger();
        accounts = accounts();
    }

    @Test
    void whatTheLedgerAcceptedIsRead() {
        create(ALICE);
        create(BOB);
        add(ONE);
        add(TWO);
        add(BOBS);

        assertThat(accounts.all())
                .containsExactly(
                        new Account(ALICE, "name", NOON, List.of(ONE, TWO)),
                        new Account(BOB, "name", NOON, List.of(BOBS)));
        assertThat(accounts.ownerOf(BOBS.id())).contains(BOB);
        assertThat(accounts.ownerOf(new AccessKeyId("no-such-key"))).isEmpty();
    }

    @Test
    void newsTellsEachChangeOnceAndDeletionsToo() {
        create(ALICE);
        add(ONE);
        add(TWO);
        Accounts.News first = accounts.since(0);
        assertThat(first.keys()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(first.deleted()).isEmpty();

        accepted(change(ALICE, state -> Account.disableKey(state, ONE.id())));
        accepted(change(ALICE, state -> Account.deleteKey(state, TWO.id())));

        Accounts.News second = accounts.since(first.revision());
        assertThat(second.keys()).singleElement().satisfies(key -> {
            assertThat(key.id()).isEqualTo(ONE.id());
            assertThat(key.state()).isEqualTo(KeyState.DISABLED);
        });
        assertThat(second.deleted()).containsExactly(TWO.id());
        assertThat(accounts.since(second.revision()).keys()).isEmpty();
        assertThat(accounts.since(second.revision()).revision()).isEqualTo(second.revision());
        assertThat(accounts.ownerOf(TWO.id())).isEmpty();
    }

    @Test
    void theLimitOfKeysHoldsUnderConcurrentRequests() throws Exception {
        create(ALICE);
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> change(
                                ALICE, state -> Account.createKey(state, Given.key(ALICE, "parallel-key-" + i), 3))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(accounts.all().getFirst().keys()).hasSize(3);
    }

    @Test
    void usesAreKeptForKeysThatExistAndNeverGoBack() {
        create(ALICE);
        add(ONE);
        add(TWO);
        var later = NOON.plus(Duration.ofHours(1));

        accounts.used(Map.of(ONE.id(), later, new AccessKeyId("no-such-key"), later));
        accounts.used(Map.of(ONE.id(), NOON));
        accounts.used(Map.of());

        assertThat(accounts.lastUses()).containsExactly(Map.entry(ONE.id(), later));
        assertThat(accounts.since(0).keys()).hasSize(2);
        accepted(change(ALICE, state -> Account.deleteKey(state, ONE.id())));
        assertThat(accounts.lastUses()).isEmpty();
    }

    @Test
    void anInstalledAccountIsThereOnceAndItsKeyKeepsItsState() {
        accepted(change(ALICE, state -> Account.install(state, ONE, "built-in", _ -> true)));
        accepted(change(ALICE, state -> Account.disableKey(state, ONE.id())));
        accepted(change(ALICE, state -> Account.install(state, ONE, "built-in", _ -> false)));

        assertThat(accounts.all()).singleElement().satisfies(account -> {
            assertThat(account.name()).isEqualTo("built-in");
            assertThat(account.keys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.isActive()).isFalse());
        });
    }

    final Decision<Account, Done, Account.Fact> change(
            AccountId id, Ledger.Decide<Account, Done, Account.Fact> decide) {
        String key;
        synchronized (this) {
            key = "change " + ++changes;
        }
        return ledger.change(id, ChangeKey.once(key), decide);
    }

    final void create(AccountId id) {
        accepted(change(id, state -> Account.create(state, id, "name", NOON)));
    }

    private void add(AccessKey key) {
        accepted(change(key.account(), state -> Account.createKey(state, key, 5)));
    }

    private static void accepted(Decision<Account, Done, Account.Fact> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }
}
