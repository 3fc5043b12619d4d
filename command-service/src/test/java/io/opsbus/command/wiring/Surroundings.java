package io.opsbus.command.wiring;

import io.opsbus.command.rpc.peer.InvokerPeer;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.util.HashMap;
import java.util.Map;

/** What the service runs against in tests; one registry for all of them, as they share the broker's topics. */
final class Surroundings {
    static final FakeRegistry REGISTRY = new FakeRegistry();

    /** It runs nothing until it is told. */
    static final InvokerPeer INVOKER = new InvokerPeer(Caller.KEY);

    private Surroundings() {}

    /** Settings with a fresh database. */
    static Map<String, Object> settings() {
        Backbone.Database database = Backbone.get().postgres().newDatabase();
        int slash = database.url().lastIndexOf('/') + 1;
        return new HashMap<>(Map.of(
                "opsbus.command.port", 0,
                "opsbus.internal-key", Caller.KEY_TEXT,
                "opsbus.invocation.url", INVOKER.url().toString(),
                "opsbus.kafka.bootstrap", Backbone.get().bootstrap(),
                "opsbus.registry.url", REGISTRY.url(),
                "opsbus.postgres.url", database.url().substring(0, slash),
                "opsbus.command.database", database.url().substring(slash),
                "opsbus.postgres.user", database.user(),
                "opsbus.postgres.password", database.password()));
    }
}
