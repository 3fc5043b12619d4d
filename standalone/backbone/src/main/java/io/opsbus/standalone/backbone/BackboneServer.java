package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.time.Duration;

/** A server of the backbone that has been started. It may not be ready yet: several can start side by side. */
public sealed interface BackboneServer permits KafkaServer, PostgresServer, RegistryServer {
    Child child();

    /** The signal that ends this server in an orderly way. */
    Signal endSignal();

    /**
     * Returns when the server answers.
     *
     * @throws StartFailure if it ended, or did not answer within {@code limit}; the child may still run then
     */
    void awaitReady(Duration limit) throws StartFailure;

    /**
     * Orderly stop; kills after {@code grace}.
     *
     * @return true if the server ended by itself in time
     */
    default boolean stop(Duration grace) {
        return child().stop(endSignal(), grace);
    }
}
