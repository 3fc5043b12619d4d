package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.store.InMemoryParking;

class InMemoryHeldTargetsTest extends HeldTargetsContract {
    @Override
    Stores empty() {
        var parking = new InMemoryParking();
        return new Stores(new InMemoryHeldTargets(parking), parking);
    }
}
