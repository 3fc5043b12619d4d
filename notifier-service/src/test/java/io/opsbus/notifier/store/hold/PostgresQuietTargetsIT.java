package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.hold.QuietTargets;
import io.opsbus.notifier.store.TestDatabase;

class PostgresQuietTargetsIT extends QuietTargetsContract {
    @Override
    QuietTargets empty() {
        return new PostgresQuietTargets(TestDatabase.fresh());
    }
}
