package io.opsbus.gateway;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.gateway.store.Fakes;
import io.opsbus.gateway.store.InMemoryAccounts;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final AccessKey ONE = Given.key(ALICE, "key-number-1");

    private final InMemoryAccounts accounts = Fakes.accounts(() -> NOON);
    private final AtomicLong nanos = new AtomicLong();
    private final KeyRing ring = new KeyRing(accounts, nanos::get);
    private int changes;

    @BeforeEach
    void begin() {
        change(state -> Account.create(state, ALICE, "alice", NOON));
        change(state -> Account.createKey(state, ONE, 5));
    }

    @Test
    void beforeTheFirstRefreshNothingIsKnownNotEvenThatAKeyIsUnknown() {
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Stale.class);
    }

    @Test
    void keysAreFoundAndOthersAreUnknown() {
        ring.refresh();

        assertThat(ring.find(ONE.id())).isEqualTo(new KeyRing.Found.Known(ONE));
        assertThat(ring.find(new AccessKeyId("no-such-key"))).isInstanceOf(KeyRing.Found.Unknown.class);
    }

    @Test
    void aChangeIsSeenAfterTheNextRefresh() {
        ring.refresh();
        change(state -> Account.disableKey(state, ONE.id()));
        ring.refresh();
        assertThat(ring.find(ONE.id()))
                .isInstanceOfSatisfying(
                        KeyRing.Found.Known.class,
                        known -> assertThat(known.key().isActive()).isFalse());

        change(state -> Account.deleteKey(state, ONE.id()));
        ring.refresh();
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Unknown.class);
        assertThat(ring.size()).isZero();
    }

    @Test
    void withTheDatabaseAwayKeysWorkForTheirAgeAndThenNothingIsBelieved() {
        ring.refresh();
        accounts.away(true);
        assertThatExceptionOfType(Accounts.Away.class).isThrownBy(ring::refresh);

        nanos.addAndGet(KeyRing.MOST_AGE.toNanos());
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Known.class);
        nanos.addAndGet(1);
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Stale.class);
        assertThat(ring.find(new AccessKeyId("no-such-key"))).isInstanceOf(KeyRing.Found.Stale.class);

        accounts.away(false);
        ring.refresh();
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Known.class);
    }

    @Test
    void aRingThatIsDistrustedAnswersNothingUntilItIsRefreshed() {
        ring.refresh();
        ring.distrust();
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Stale.class);
        ring.refresh();
        assertThat(ring.find(ONE.id())).isInstanceOf(KeyRing.Found.Known.class);
    }

    @Test
    void usesAreWrittenAtMostOnceAMinute() {
        var uses = new KeyUses(accounts);
        uses.note(ONE.id(), NOON);
        uses.note(ONE.id(), NOON.plusSeconds(59));
        uses.write(NOON);
        assertThat(accounts.lastUses()).containsEntry(ONE.id(), NOON);

        uses.note(ONE.id(), NOON.plus(KeyUses.GRAIN));
        accounts.away(true);
        assertThatExceptionOfType(Accounts.Away.class).isThrownBy(() -> uses.write(NOON));
        accounts.away(false);
        uses.write(NOON);
        assertThat(accounts.lastUses()).containsEntry(ONE.id(), NOON.plus(Duration.ofMinutes(1)));
    }

    private void change(Ledger.Decide<Account, io.opsbus.ledger.Decision.Done, Account.Fact> decide) {
        accounts.change(ALICE, ChangeKey.once("change " + ++changes), decide);
    }
}
