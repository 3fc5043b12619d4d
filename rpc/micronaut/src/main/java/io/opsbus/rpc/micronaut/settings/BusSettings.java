package io.opsbus.rpc.micronaut.settings;

import static io.opsbus.rpc.micronaut.settings.GivenSettings.require;

/**
 * Kafka and the schema registry.
 *
 * @param bootstrap {@code opsbus.kafka.bootstrap}, {@code host:port[,host:port…]}
 * @param replication {@code opsbus.kafka.replication}, copies of each topic the service creates
 * @param registryUrl {@code opsbus.registry.url}, base of its Confluent-compatible API
 */
public record BusSettings(String bootstrap, short replication, String registryUrl) {
    private static final String BOOTSTRAP = "opsbus.kafka.bootstrap";
    private static final String REPLICATION = "opsbus.kafka.replication";
    private static final String REGISTRY = "opsbus.registry.url";

    /** Refuses what cannot work. */
    public BusSettings {
        require(!bootstrap.isBlank(), BOOTSTRAP, "must not be empty");
        require(replication >= 1, REPLICATION, "must be at least 1");
        require(registryUrl.startsWith("http"), REGISTRY, "must be an http(s) URL");
    }

    public static BusSettings of(GivenSettings given) {
        return new BusSettings(
                given.text(BOOTSTRAP, "127.0.0.1:19092"),
                given.properties().getProperty(REPLICATION, Short.class, (short) 1),
                given.text(REGISTRY, "http://127.0.0.1:18090/apis/ccompat/v7"));
    }
}
