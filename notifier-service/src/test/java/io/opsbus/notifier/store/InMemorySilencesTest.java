package io.opsbus.notifier.store;

import io.opsbus.notifier.pace.Silences;

class InMemorySilencesTest extends SilencesContract {
    @Override
    Silences empty() {
        return new InMemorySilences();
    }
}
