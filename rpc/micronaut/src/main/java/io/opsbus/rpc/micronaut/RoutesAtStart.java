package io.opsbus.rpc.micronaut;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.util.List;

/** Says to the routes of this context where it listens. */
@Singleton
final class RoutesAtStart implements ApplicationEventListener<ServerStartupEvent> {
    private final List<Routes> routes;

    RoutesAtStart(List<Routes> routes) {
        this.routes = routes;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        routes.forEach(one -> one.listening(event.getSource().getURI()));
    }
}
