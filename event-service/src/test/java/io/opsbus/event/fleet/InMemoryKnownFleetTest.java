package io.opsbus.event.fleet;

class InMemoryKnownFleetTest extends KnownFleetContract {
    @Override
    protected KnownFleet fleet() {
        return new InMemoryKnownFleet();
    }
}
