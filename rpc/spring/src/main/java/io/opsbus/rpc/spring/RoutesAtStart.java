package io.opsbus.rpc.spring;

import io.opsbus.rpc.routes.Routes;
import java.net.URI;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Says to the routes of this context where it listens: on this machine, unless a setting says where it is called. */
public final class RoutesAtStart implements ApplicationListener<ServletWebServerInitializedEvent> {
    private final Routes routes;

    /** For these. */
    public RoutesAtStart(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        routes.listening(URI.create("http://127.0.0.1:" + event.getWebServer().getPort()));
    }
}
