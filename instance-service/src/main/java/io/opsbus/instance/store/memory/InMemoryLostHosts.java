package io.opsbus.instance.store.memory;

import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.LostHosts;
import java.util.List;
import java.util.TreeMap;

/** {@link LostHosts} in memory. */
public final class InMemoryLostHosts implements LostHosts {
    private final TreeMap<String, LostHost> noted = new TreeMap<>();

    @Override
    public synchronized void note(LostHost lost) {
        noted.merge(
                lost.host().text(), lost, (before, now) -> new LostHost(before.host(), now.returns(), before.since()));
    }

    @Override
    public synchronized void strike(HostId host) {
        noted.remove(host.text());
    }

    @Override
    public synchronized List<LostHost> all() {
        return List.copyOf(noted.values());
    }
}
