package io.opsbus.instance.store;

import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.store.memory.InMemoryLostHosts;

class InMemoryLostHostsTest extends LostHostsContract {
    @Override
    LostHosts fresh() {
        return new InMemoryLostHosts();
    }
}
