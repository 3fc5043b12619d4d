package io.opsbus.notifier.store.template;

import io.opsbus.ledger.World;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.testkit.SettableClock;

class InMemoryTemplatesTest extends TemplatesContract {
    @Override
    Books empty() {
        var shelf = new InMemoryShelf<OwnTemplate>("template", World.of(SettableClock.at(Given.NOON)));
        return new Books(shelf, shelf);
    }
}
