package io.opsbus.notifier.store;

import io.opsbus.ledger.World;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.testkit.SettableClock;

class InMemoryShelfTest extends ShelfContract {
    @Override
    Books empty() {
        var shelf = new InMemoryShelf<EventRule>("rule", World.of(SettableClock.at(Given.NOON)));
        return new Books(shelf, shelf);
    }
}
