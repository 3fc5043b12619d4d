package io.opsbus.queue.wiring;

import static io.opsbus.rpc.micronaut.settings.GivenSettings.require;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.micronaut.settings.GivenSettings;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import io.opsbus.rpc.micronaut.settings.RpcSettings;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code queue-service/application.yml}.
 *
 * @param bus where Kafka and the schema registry are
 * @param postgres where PostgreSQL is
 * @param rpc how it is reached
 * @param limits what holds under any load
 */
record Settings(BusSettings bus, PostgresSettings postgres, RpcSettings rpc, Limits limits) {
    private static final String PREFIX = "opsbus.queue";
    private static final String SERVICE = PREFIX + ".";
    private static final PostgresSettings.Need DATABASE =
            new PostgresSettings.Need(PREFIX, "opsbus_queue", 8, 2, "upkeep keeps one");

    /**
     * Bounds.
     *
     * @param queues {@code opsbus.queue.queues-per-account}
     * @param waiting {@code opsbus.queue.waiting}, receivers that wait at a time; one more is answered at once
     * @param waitingForOne {@code opsbus.queue.waiting-for-one}, receivers that wait for one queue at a time
     */
    record Limits(int queues, int waiting, int waitingForOne) {
        Limits {
            require(queues >= 1, SERVICE + "queues-per-account", "must be at least 1");
            require(waiting >= 0, SERVICE + "waiting", "must be at least 0");
            require(waitingForOne >= 0, SERVICE + "waiting-for-one", "must be at least 0");
        }
    }

    /**
     * Reads and checks them all.
     *
     * @throws IllegalArgumentException naming the first that cannot be used
     */
    static Settings of(PropertyResolver properties) {
        var given = new GivenSettings(properties);
        return new Settings(
                BusSettings.of(given),
                PostgresSettings.of(given, DATABASE),
                RpcSettings.of(given, PREFIX),
                new Limits(
                        given.number(SERVICE + "queues-per-account", 1_000),
                        given.number(SERVICE + "waiting", 10_000),
                        given.number(SERVICE + "waiting-for-one", 1_000)));
    }
}
