package io.opsbus.invocation.store;

import io.opsbus.invocation.fleet.SpentRequests;
import io.opsbus.invocation.store.memory.InMemorySpentRequests;

class InMemorySpentRequestsTest extends SpentRequestsContract {
    @Override
    SpentRequests empty() {
        return new InMemorySpentRequests();
    }
}
