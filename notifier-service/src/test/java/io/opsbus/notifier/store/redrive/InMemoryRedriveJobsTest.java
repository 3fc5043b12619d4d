package io.opsbus.notifier.store.redrive;

import io.opsbus.notifier.store.InMemoryParking;

class InMemoryRedriveJobsTest extends RedriveJobsContract {
    @Override
    RedrivesContract.Stores empty() {
        var parking = new InMemoryParking();
        var redrives = new InMemoryRedrives(parking);
        return new RedrivesContract.Stores(redrives, redrives, parking);
    }
}
