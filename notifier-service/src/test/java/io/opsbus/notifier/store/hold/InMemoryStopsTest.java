package io.opsbus.notifier.store.hold;

import io.opsbus.notifier.store.InMemoryParking;

class InMemoryStopsTest extends StopsContract {
    @Override
    Stores empty() {
        var parking = new InMemoryParking();
        var held = new InMemoryHeldTargets(parking);
        return new Stores(held.stops(), held, parking);
    }
}
