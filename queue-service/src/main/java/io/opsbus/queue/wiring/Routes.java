package io.opsbus.queue.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.routes.Announcement;
import io.opsbus.rpc.routes.RoutePublication;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Tells the gateway what is served here, from the moment it is. */
@Singleton
@Bean(preDestroy = "close")
final class Routes implements ApplicationEventListener<ServerStartupEvent> {
    private final Engine engine;
    private final Settings settings;
    private final InternalKey key;
    private volatile @Nullable RoutePublication publication;

    Routes(Engine engine, Settings settings, InternalKey key) {
        this.engine = engine;
        this.settings = settings;
        this.key = key;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        EmbeddedServer server = event.getSource();
        String told = settings.rpc().url();
        URI url = told.isEmpty() ? server.getURI() : URI.create(told);
        publication = RoutePublication.start(
                Announcement.of("queue-service", url, Clock.systemUTC().instant(), engine.actions.declarations()),
                key,
                Clock.systemUTC(),
                settings.bus().bootstrap(),
                engine.registry);
    }

    /** Why the gateway may not know of this service; empty when it was told. */
    String trouble() {
        RoutePublication running = publication;
        return running == null ? "the server does not listen yet" : running.trouble();
    }

    void close() {
        RoutePublication running = publication;
        if (running != null) {
            running.close();
        }
    }
}
