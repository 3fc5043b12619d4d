package io.opsbus.gateway;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Decision.Refused;
import io.opsbus.ledger.Refusal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final AccessKey ONE = Given.key(ALICE, "key-number-1");
    private static final AccessKey TWO = Given.key(ALICE, "key-number-2");
    private static final AccessKey THREE = Given.key(ALICE, "key-number-3");
    private static final Account EMPTY = new Account(ALICE, "alice", NOON, List.of());
    private static final Account WITH_TWO = new Account(ALICE, "alice", NOON, List.of(ONE, TWO));

    @Test
    void anAccountIsMadeOnce() {
        assertThat(state(Account.create(null, ALICE, "alice", NOON))).isEqualTo(EMPTY);
        assertThat(refusal(Account.create(EMPTY, ALICE, "alice", NOON))).isEqualTo(new AccountRefusal.AccountExists());
    }

    @Test
    void keysAreAddedUpToTheLimitDisabledOnesIncluded() {
        Account two = state(Account.createKey(state(Account.createKey(EMPTY, ONE, 2)), TWO, 2));
        assertThat(two).isEqualTo(WITH_TWO);

        Account disabled = state(Account.disableKey(two, ONE.id()));

        assertThat(refusal(Account.createKey(disabled, THREE, 2))).isEqualTo(new AccountRefusal.TooManyKeys(2));
        assertThat(state(Account.createKey(disabled, THREE, 3)).keys()).hasSize(3);
    }

    @Test
    void aKeyIdIsTakenOnce() {
        assertThat(refusal(Account.createKey(WITH_TWO, ONE, 5))).isEqualTo(new AccountRefusal.KeyExists());
    }

    @Test
    void withoutAnAccountThereAreNoKeys() {
        assertThat(refusal(Account.createKey(null, ONE, 5))).isEqualTo(new AccountRefusal.NoSuchAccount());
        assertThat(refusal(Account.disableKey(null, ONE.id()))).isEqualTo(new AccountRefusal.NoSuchKey());
        assertThat(refusal(Account.enableKey(null, ONE.id()))).isEqualTo(new AccountRefusal.NoSuchKey());
        assertThat(refusal(Account.deleteKey(null, ONE.id()))).isEqualTo(new AccountRefusal.NoSuchKey());
    }

    /** Every state of a key × every input. */
    @Test
    void everyStateOfAKeyMeetsEveryInput() {
        Account active = WITH_TWO;
        Account disabled = state(Account.disableKey(WITH_TWO, ONE.id()));
        Account gone = state(Account.deleteKey(WITH_TWO, ONE.id()));

        assertThat(stateOfOne(active)).isEqualTo(KeyState.ACTIVE);
        assertThat(stateOfOne(disabled)).isEqualTo(KeyState.DISABLED);
        assertThat(gone.keys()).containsExactly(TWO);

        assertThat(state(Account.disableKey(disabled, ONE.id()))).isEqualTo(disabled);
        assertThat(state(Account.enableKey(disabled, ONE.id()))).isEqualTo(active);
        assertThat(state(Account.enableKey(active, ONE.id()))).isEqualTo(active);
        assertThat(state(Account.deleteKey(disabled, ONE.id()))).isEqualTo(gone);
        assertThat(refusal(Account.disableKey(gone, ONE.id()))).isEqualTo(new AccountRefusal.NoSuchKey());
        assertThat(refusal(Account.enableKey(gone, ONE.id()))).isEqualTo(new AccountRefusal.NoSuchKey());
        assertThat(refusal(Account.deleteKey(gone, ONE.id()))).isEqualTo(new AccountRefusal.NoSuchKey());
    }

    @Test
    void theBuiltInKeyIsMadeRenewedAndNeverBroughtBack() {
        AccessKey resealed = ONE.with(new SealedSecret("other"));

        assertThat(state(Account.install(null, ONE, "built-in", _ -> false)))
                .isEqualTo(new Account(ALICE, "built-in", NOON, List.of(ONE)));
        assertThat(state(Account.install(WITH_TWO, resealed, "built-in", _ -> true)))
                .isEqualTo(WITH_TWO);
        assertThat(state(Account.install(WITH_TWO, resealed, "built-in", _ -> false))
                        .keys())
                .containsExactly(resealed, TWO);
        Account disabled = state(Account.disableKey(WITH_TWO, ONE.id()));
        assertThat(stateOfOne(state(Account.install(disabled, resealed, "x", _ -> false))))
                .isEqualTo(KeyState.DISABLED);
        Account gone = state(Account.deleteKey(WITH_TWO, ONE.id()));
        assertThat(state(Account.install(gone, resealed, "x", _ -> false))).isEqualTo(gone);
    }

    @Test
    void aNameHasOneTo64CharactersWithoutControls() {
        assertThat(Account.isName("团队 a")).isTrue();
        assertThat(Account.isName("x".repeat(64))).isTrue();
        for (String bad : List.of("", " ", "x".repeat(65), "a\nb", "a\u0000")) {
            assertThat(Account.isName(bad)).as(bad).isFalse();
        }
    }

    @Test
    void idsFromOutsideAreReadStrictly() {
        assertThat(AccountId.parse("1000000000000001")).contains(ALICE);
        for (String bad :
                List.of("", "*", "0000000000000001", "100000000000000", "10000000000000011", "１000000000000001")) {
            assertThat(AccountId.parse(bad)).as(bad).isEmpty();
        }
        assertThat(AccessKeyId.parse("LTAI.x_y-z9")).isPresent();
        for (String bad : List.of("", "short", "x".repeat(129), "with space", "a/b/c/d/e/f", "ключключ")) {
            assertThat(AccessKeyId.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void nothingPrintsASecret() {
        assertThat(ONE.toString()).doesNotContain("sealed key-number-1");
    }

    private static KeyState stateOfOne(Account account) {
        return account.key(ONE.id()).orElseThrow().state();
    }

    private static Account state(Decision<Account, Done, Account.Fact> decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return Objects.requireNonNull(((Accepted<Account, Done, Account.Fact>) decision).state());
    }

    private static Refusal refusal(Decision<Account, Done, Account.Fact> decision) {
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused<Account, Done, Account.Fact>) decision).refusal();
    }
}
