package io.opsbus.instance.provider.simulated;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.fleet.HostId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts machines run on: {@code h-<zone>-1}, {@code -2} and so on, as many as are needed, all of one size. A machine comes
 * onto the first with room, so that the same order of machines gives the same places. Guarded by its provider's lock.
 */
final class Hosts {
    private final int size;
    private final Map<HostId, Set<InstanceId>> machines = new HashMap<>();
    /** Lost ones, with whether they come back. */
    private final Map<HostId, Boolean> lost = new HashMap<>();

    Hosts(int size) {
        this.size = size;
    }

    /** Gives a machine a place on a host that is heard of, other than that one. */
    HostId place(ZoneId zone, InstanceId machine, @Nullable HostId notThere) {
        for (int number = 1; ; number++) {
            var host = new HostId("h-" + zone + "-" + number);
            boolean fits = !host.equals(notThere) && !lost.containsKey(host) && on(host).size() < size;
            if (fits) {
                put(host, machine);
                return host;
            }
        }
    }

    /** A machine of an earlier life is where it was. */
    void put(HostId host, InstanceId machine) {
        machines.computeIfAbsent(host, one -> new HashSet<>()).add(machine);
    }

    void leave(HostId host, InstanceId machine) {
        machines.getOrDefault(host, Set.of()).remove(machine);
    }

    /** The machines there, in the order of their ids. */
    List<InstanceId> machinesOn(HostId host) {
        return on(host).stream()
                .sorted((one, other) -> one.text().compareTo(other.text()))
                .toList();
    }

    /** Whether it ever was the host of a machine; a lost one was. */
    boolean knows(HostId host) {
        return machines.containsKey(host) || lost.containsKey(host);
    }

    private Set<InstanceId> on(HostId host) {
        return machines.getOrDefault(host, Set.of());
    }

    void lose(HostId host, boolean returns) {
        lost.put(host, returns);
    }

    void back(HostId host) {
        lost.remove(host);
    }

    boolean isLost(HostId host) {
        return lost.containsKey(host);
    }

    /** Whether a lost host comes back by itself. */
    boolean returns(HostId host) {
        return lost.getOrDefault(host, false);
    }
}
