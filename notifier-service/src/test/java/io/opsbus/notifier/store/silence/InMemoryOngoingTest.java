package io.opsbus.notifier.store.silence;

import io.opsbus.notifier.silence.Ongoing;

class InMemoryOngoingTest extends OngoingContract {
    @Override
    Ongoing empty() {
        return new InMemoryOngoing();
    }
}
