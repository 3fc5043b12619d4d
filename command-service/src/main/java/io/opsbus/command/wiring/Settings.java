package io.opsbus.command.wiring;

import static io.opsbus.rpc.micronaut.settings.GivenSettings.require;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.RegionId;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.micronaut.settings.GivenSettings;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import io.opsbus.rpc.micronaut.settings.RpcSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code command-service/application.yml}.
 *
 * @param bus where Kafka and the schema registry are
 * @param postgres where PostgreSQL is
 * @param rpc how it is reached
 * @param invocations {@code opsbus.invocation.url}, base URL of invocation-service; unless told on this machine, on
 *     {@code opsbus.invocation.port}
 * @param catalogue its limits
 */
record Settings(BusSettings bus, PostgresSettings postgres, RpcSettings rpc, URI invocations, Catalogue catalogue) {
    private static final PostgresSettings.Need DATABASE =
            new PostgresSettings.Need("opsbus.command", "opsbus_command", 8, 4, "the relay keeps one");

    Settings {
        require(invocations.toString().startsWith("http"), "opsbus.invocation.url", "must be an http(s) URL");
    }

    /**
     * The catalogue.
     *
     * @param regions {@code opsbus.regions}, where commands may lie
     * @param limits {@code opsbus.quota.max-axt-command-count}, {@code opsbus.command.content-bytes},
     *     {@code opsbus.command.timeout}, {@code opsbus.command.longest-timeout}
     * @param keys {@code opsbus.command.keys}, how long a repeated change is known as such
     */
    record Catalogue(Set<RegionId> regions, CommandLimits limits, Duration keys) {
        Catalogue {
            regions = Set.copyOf(regions);
            require(!regions.isEmpty(), "opsbus.regions", "must name at least one region");
            require(keys.compareTo(Duration.ofDays(1)) >= 0, "opsbus.command.keys", "must be at least 1d");
        }
    }

    /**
     * Reads and checks them all.
     *
     * @throws IllegalArgumentException naming the first that cannot be used
     */
    static Settings of(PropertyResolver properties) {
        var given = new GivenSettings(properties);
        CommandLimits usual = CommandLimits.DEFAULT;
        return new Settings(
                BusSettings.of(given),
                PostgresSettings.of(given, DATABASE),
                RpcSettings.of(given, "opsbus.command"),
                given.service("opsbus.invocation", 18084),
                new Catalogue(
                        regions(given),
                        new CommandLimits(
                                given.number("opsbus.quota.max-axt-command-count", usual.commands()),
                                given.number("opsbus.command.content-bytes", usual.contentBytes()),
                                given.duration("opsbus.command.timeout", usual.defaultTimeout()),
                                given.duration("opsbus.command.longest-timeout", usual.longestTimeout())),
                        given.duration("opsbus.command.keys", Duration.ofDays(30))));
    }

    private static Set<RegionId> regions(GivenSettings given) {
        return given.words("opsbus.regions", "cn-hangzhou").stream()
                .map(RegionId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
