package io.opsbus.instance.control;

import io.opsbus.instance.control.dispatch.Providers;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.ComputeProvider;
import java.util.OptionalInt;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator says of hosts. It goes the way of what a provider notices by itself (guide 3.2), and there is no other. */
public final class HostDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(HostDesk.class);

    private final Providers providers;

    HostDesk(Providers providers) {
        this.providers = providers;
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
        return all(provider -> provider.lose(host, returns));
    }

    /** It is back; likewise. */
    public OptionalInt back(HostId host) {
        LOGGER.atInfo().addKeyValue("host", host).log("an operator declares a host back");
        return all(provider -> provider.recover(host));
    }

    private OptionalInt all(Function<ComputeProvider, OptionalInt> tell) {
        return providers.all().stream()
                .map(tell)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .reduce(Integer::sum);
    }
}
