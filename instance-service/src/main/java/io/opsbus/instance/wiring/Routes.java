package io.opsbus.instance.wiring;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.routes.Announcement;
import io.opsbus.rpc.routes.RoutePublication;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Tells the gateway what is served here, from the moment it is. */
final class Routes implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {
    private final ActionTable actions;
    private final InternalKey key;
    private final InstanceSettings settings;
    private final BackboneSettings.Kafka kafka;
    private final SchemaRegistry registry;
    private final Clock clock;
    private volatile @Nullable RoutePublication publication;

    Routes(
            ActionTable actions,
            InternalKey key,
            InstanceSettings settings,
            BackboneSettings.Kafka kafka,
            SchemaRegistry registry,
            Clock clock) {
        this.actions = actions;
        this.key = key;
        this.settings = settings;
        this.kafka = kafka;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        EmbeddedServer server = event.getSource();
        String set = settings.url();
        var announcement = Announcement.of(
                "instance-service",
                set == null ? server.getURI() : URI.create(set),
                clock.instant(),
                actions.declarations());
        publication = RoutePublication.start(announcement, key, clock, kafka.bootstrap(), registry);
    }

    /** Why the gateway may not know this service yet; empty when it was told. */
    String trouble() {
        var started = publication;
        return started == null ? "does not listen yet" : started.trouble();
    }

    @Override
    public void close() {
        var started = publication;
        if (started != null) {
            started.close();
        }
    }
}
