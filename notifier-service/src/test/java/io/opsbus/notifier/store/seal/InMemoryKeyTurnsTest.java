package io.opsbus.notifier.store.seal;

class InMemoryKeyTurnsTest extends KeyTurnsContract {
    @Override
    KeyTurns empty() {
        return new InMemoryKeyTurns();
    }
}
