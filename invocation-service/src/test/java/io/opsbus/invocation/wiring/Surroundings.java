package io.opsbus.invocation.wiring;

import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.util.HashMap;
import java.util.Map;

/** What the service runs against in tests; one registry for all of them, as they share the broker's topics. */
final class Surroundings {
    static final FakeRegistry REGISTRY = new FakeRegistry();

    private Surroundings() {}

    /** The service, and who calls it. */
    record Started(RunningService running, Caller caller) implements AutoCloseable {
        <T> T bean(Class<T> type) {
            return running.context().getBean(type);
        }

        @Override
        public void close() {
            running.close();
        }
    }

    /** Starts the service and waits until it is ready. */
    static Started start(Map<String, Object> settings) {
        RunningService running = Main.SERVICE.start(settings);
        var caller = new Caller(running.url());
        caller.awaitReady();
        return new Started(running, caller);
    }

    /** Settings with a fresh database. */
    static Map<String, Object> settings() {
        Backbone.Database database = Backbone.get().postgres().newDatabase();
        int slash = database.url().lastIndexOf('/') + 1;
        return new HashMap<>(Map.of(
                "opsbus.invocation.port", 0,
                "opsbus.internal-key", Caller.KEY_TEXT,
                "opsbus.kafka.bootstrap", Backbone.get().bootstrap(),
                "opsbus.registry.url", REGISTRY.url(),
                "opsbus.postgres.url", database.url().substring(0, slash),
                "opsbus.invocation.database", database.url().substring(slash),
                "opsbus.postgres.user", database.user(),
                "opsbus.postgres.password", database.password()));
    }
}
