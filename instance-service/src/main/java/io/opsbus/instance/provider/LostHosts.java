package io.opsbus.instance.provider;

import io.opsbus.instance.fleet.HostId;
import java.time.Instant;
import java.util.List;

/** The hosts an operator declared lost and has not taken back; they stay so when the service starts again. */
public interface LostHosts {
    /**
     * One of them.
     *
     * @param returns whether it will come back by itself, with the data on its disks
     * @param since when it was declared lost first
     */
    record LostHost(HostId host, boolean returns, Instant since) {}

    /** Notes one; of one that is noted already only {@code returns} changes. */
    void note(LostHost lost);

    /** Strikes one out; one that is not noted is no error. */
    void strike(HostId host);

    /** All, in the order of their ids. */
    List<LostHost> all();
}
