package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.hold.QuietTargets;

class InMemoryQuietTargetsTest extends QuietTargetsContract {
    @Override
    QuietTargets empty() {
        return new InMemoryQuietTargets();
    }
}
