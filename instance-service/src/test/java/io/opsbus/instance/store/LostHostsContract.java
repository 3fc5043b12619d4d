package io.opsbus.instance.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.provider.LostHosts.LostHost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link LostHosts}, whatever stores them. */
abstract class LostHostsContract {
    private static final HostId ONE = new HostId("h-1");
    private static final HostId OTHER = new HostId("h-2");

    /** Without any. */
    abstract LostHosts fresh();

    @Test
    void whatIsNotedStaysUntilItIsStruckOut() {
        var hosts = fresh();
        assertThat(hosts.all()).isEmpty();
        var other = new LostHost(OTHER, true, Given.NOW);
        var one = new LostHost(ONE, false, Given.NOW);
        hosts.note(other);
        hosts.note(one);
        assertThat(hosts.all()).containsExactly(one, other);
        hosts.strike(ONE);
        hosts.strike(ONE);
        assertThat(hosts.all()).containsExactly(other);
    }

    @Test
    void whatIsNotedAgainKeepsItsTime() {
        var hosts = fresh();
        hosts.note(new LostHost(ONE, true, Given.NOW));
        hosts.note(new LostHost(ONE, false, Given.NOW.plus(Duration.ofHours(1))));
        assertThat(hosts.all()).containsExactly(new LostHost(ONE, false, Given.NOW));
    }
}
