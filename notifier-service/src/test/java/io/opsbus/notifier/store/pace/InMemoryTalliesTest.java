package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.pace.Tallies;

class InMemoryTalliesTest extends TalliesContract {
    @Override
    Tallies empty() {
        return new InMemoryTallies();
    }

    @Override
    Tallies again(Tallies before) {
        return before;
    }
}
