package io.opsbus.instance.control;

import io.opsbus.instance.control.dispatch.Providers;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.ComputeProvider;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.provider.LostHosts.LostHost;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator says of hosts. It goes the way of what a provider notices by itself (guide 3.2), and there is no other. */
public final class HostDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(HostDesk.class);

    private final Providers providers;
    private final LostHosts noted;
    private final InstantSource clock;

    HostDesk(Providers providers, LostHosts noted, InstantSource clock) {
        this.providers = providers;
        this.noted = noted;
        this.clock = clock;
    }

    /**
     * A host is lost, with what runs there.
     *
     * @param returns whether it will come back by itself, with the data on its disks
     * @return how many running machines are concerned; empty if no provider has such a host
     */
    public OptionalInt lost(HostId host, boolean returns) {
        LOGGER.atWarn()
                .addKeyValue("host", host)
                .addKeyValue("returns", returns)
                .log("an operator declares a host lost");
        // noted first: who is killed in between tells it at the next start
        noted.note(new LostHost(host, returns, clock.instant()));
        OptionalInt told = all(provider -> provider.lose(host, returns));
        if (told.isEmpty()) {
            noted.strike(host);
        }
        return told;
    }

    /** It is back; likewise. */
    public OptionalInt back(HostId host) {
        LOGGER.atInfo().addKeyValue("host", host).log("an operator declares a host back");
        // struck out first: a host that is back must not be lost again by the next start
        noted.strike(host);
        return all(provider -> provider.recover(host));
    }

    /** Those that are lost now, in the order of their ids. */
    public List<LostHost> lost() {
        return noted.all();
    }

    /** Before machines are adopted: none of them comes onto a host that was lost in an earlier life. */
    void adopt() {
        noted.all().forEach(lost -> providers.all().forEach(one -> one.adoptLost(lost.host(), lost.returns())));
    }

    /** After that: whoever was not told before the last end is told now; whoever was, is cut off and does not hear it twice. */
    void tellAgain() {
        noted.all().forEach(lost -> {
            var ignored = all(provider -> provider.lose(lost.host(), lost.returns()));
        });
    }

    private OptionalInt all(Function<ComputeProvider, OptionalInt> tell) {
        return providers.all().stream()
                .map(tell)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .reduce(Integer::sum);
    }
}
