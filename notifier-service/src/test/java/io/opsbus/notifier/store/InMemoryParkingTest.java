package io.opsbus.notifier.store;

import io.opsbus.notifier.dispatch.Parking;

class InMemoryParkingTest extends ParkingContract {
    @Override
    Parking empty() {
        return new InMemoryParking();
    }
}
