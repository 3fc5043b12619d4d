package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.store.InMemoryParking;

class InMemoryRedrivesTest extends RedrivesContract {
    @Override
    Stores empty() {
        var parking = new InMemoryParking();
        var redrives = new InMemoryRedrives(parking);
        return new Stores(redrives, redrives, parking);
    }
}
