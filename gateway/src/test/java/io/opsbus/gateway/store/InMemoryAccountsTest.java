package io.opsbus.gateway.store;

import static io.opsbus.gateway.Given.NOON;

import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.ledger.Ledger;

class InMemoryAccountsTest extends AccountsContract {
    private final InMemoryAccounts accounts = Fakes.accounts(() -> NOON);

    @Override
    Ledger<AccountId, Account, Account.Fact> emptyLedger() {
        return accounts;
    }

    @Override
    Accounts accounts() {
        return accounts;
    }
}
