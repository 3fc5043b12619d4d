package io.opsbus.instance.wiring;

import static io.opsbus.instance.wiring.BackboneSettings.require;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.provider.simulated.Conditions.Scarcity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * This service.
 *
 * @param database name of its database
 * @param connections most database connections
 * @param keys how long a change asked for again is known as such
 * @param provider who makes new instances and disks
 * @param regions where there is anything; null means where {@code opsbus.regions} says, as for commands
 * @param url where the gateway reaches this service; null means where it listens
 */
@ConfigurationProperties("opsbus.instance")
record InstanceSettings(
        @Bindable(defaultValue = "opsbus_instance") String database,
        @Bindable(defaultValue = "16") int connections,
        @Bindable(defaultValue = "30d") Duration keys,
        @Bindable(defaultValue = "simulated") String provider,
        @Nullable List<String> regions,
        @Nullable String url) {
    private static final List<String> USUAL = List.of("cn-hangzhou");

    /** Of the pool's connections: the relay's, the timers', and some for reads while all changes are under way. */
    private static final int NOT_FOR_CHANGES = 6;

    /** One for a request, one for what a provider tells. */
    private static final int LEAST_CHANGES = 2;

    /** Refuses what cannot work. */
    InstanceSettings {
        require(!database.isBlank(), "opsbus.instance.database", "must not be empty");
        require(connections >= NOT_FOR_CHANGES + LEAST_CHANGES, "opsbus.instance.connections", "must be at least 8");
        require(keys.compareTo(Duration.ofDays(1)) >= 0, "opsbus.instance.keys", "must be at least 1d");
        require(!provider.isBlank(), "opsbus.instance.provider", "must not be empty");
        require(regions == null || !regions.isEmpty(), "opsbus.instance.regions", "must name at least one region");
        regions = regions == null ? null : List.copyOf(regions);
    }

    /**
     * The regions there are.
     *
     * @param all {@code opsbus.regions}, which command- and invocation-service go by
     * @throws IllegalArgumentException where both are set and differ: commands would lie where there are no instances
     */
    List<String> regions(@Nullable List<String> all) {
        require(all == null || !all.isEmpty(), "opsbus.regions", "must name at least one region");
        require(
                all == null || regions == null || Set.copyOf(all).equals(Set.copyOf(regions)),
                "opsbus.instance.regions",
                "must be the regions of opsbus.regions, or be left out");
        if (regions != null) {
            return regions;
        }
        return all == null ? USUAL : all.stream().map(String::strip).toList();
    }

    /** How many requests may change something at once. */
    int requests() {
        return (connections - NOT_FOR_CHANGES) / 2;
    }

    /** On how many threads what providers tell is worked off. */
    int lanes() {
        return (connections - NOT_FOR_CHANGES) / 2;
    }

    /**
     * The simulated provider.
     *
     * @param quickest shortest time an operation takes
     * @param slowest longest time an operation takes
     * @param failing share of operations that fail, 0 to 1
     * @param lost share of operations that are done and not answered until asked again, 0 to 1
     * @param seed of all chance
     * @param addresses most addresses of a vSwitch; 0 means its whole range
     * @param hostSize most machines of a host, 1 to 10,000
     * @param stock machines of a type in each zone, {@code ecs.g6.large=2,ecs.c6.large=0}; others never run out
     */
    // below the prefix of the record around it
    @ConfigurationProperties("simulated")
    record Simulated(
            @Bindable(defaultValue = "200ms") Duration quickest,
            @Bindable(defaultValue = "1s") Duration slowest,
            @Bindable(defaultValue = "0") double failing,
            @Bindable(defaultValue = "0") double lost,
            @Bindable(defaultValue = "1") long seed,
            @Bindable(defaultValue = "0") int addresses,
            @Bindable(defaultValue = "20") int hostSize,
            @Bindable(defaultValue = "") String stock) {
        private static final Pattern STOCK = Pattern.compile("\\s*([a-z0-9.-]+)\\s*=\\s*(\\d{1,6})\\s*");

        /** Refuses what cannot work. */
        Simulated {
            require(!quickest.isNegative(), "opsbus.instance.simulated.quickest", "must not be negative");
            require(slowest.compareTo(quickest) >= 0, "opsbus.instance.simulated.slowest", "must not be shorter");
            require(failing >= 0 && failing <= 1, "opsbus.instance.simulated.failing", "must be 0 to 1");
            require(lost >= 0 && failing + lost <= 1, "opsbus.instance.simulated.lost", "must be 0 to 1");
            require(hostSize >= 1 && hostSize <= 10_000, "opsbus.instance.simulated.host-size", "must be 1 to 10000");
            require(addresses >= 0, "opsbus.instance.simulated.addresses", "must not be negative");
            require(
                    stock.isBlank() || Pattern.compile(",").splitAsStream(stock).allMatch(STOCK.asMatchPredicate()),
                    "opsbus.instance.simulated.stock",
                    "must look like ecs.g6.large=2,ecs.c6.large=0");
        }

        Conditions conditions() {
            return new Conditions(
                    quickest, slowest, failing, lost, seed, new Scarcity(stockByType(), addresses, hostSize));
        }

        private Map<String, Integer> stockByType() {
            return STOCK.matcher(stock)
                    .results()
                    .collect(Collectors.toUnmodifiableMap(
                            one -> one.group(1), one -> Integer.valueOf(one.group(2)), (_, last) -> last));
        }
    }
}
