package io.opsbus.notifier.store.budget;

import io.opsbus.notifier.budget.Spending;

class InMemorySpendingTest extends SpendingContract {
    @Override
    Spending empty() {
        return new InMemorySpending();
    }
}
