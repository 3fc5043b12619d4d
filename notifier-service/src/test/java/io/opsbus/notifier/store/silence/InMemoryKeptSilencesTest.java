package io.opsbus.notifier.store.silence;

import io.opsbus.ledger.World;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.testkit.SettableClock;

class InMemoryKeptSilencesTest extends KeptSilencesContract {
    @Override
    Books empty() {
        var shelf = new InMemoryShelf<Silence>("silence", World.of(SettableClock.at(NOON)));
        return new Books(shelf, shelf);
    }
}
