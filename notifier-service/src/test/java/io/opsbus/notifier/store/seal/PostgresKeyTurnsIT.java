package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.store.TestDatabase;

class PostgresKeyTurnsIT extends KeyTurnsContract {
    @Override
    KeyTurns empty() {
        return new PostgresKeyTurns(TestDatabase.fresh());
    }
}
