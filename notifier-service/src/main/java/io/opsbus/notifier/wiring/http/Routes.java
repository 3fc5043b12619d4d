package io.opsbus.notifier.wiring.http;

import io.opsbus.notifier.wiring.Settings;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.routes.Announcement;
import io.opsbus.rpc.routes.RoutePublication;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Tells the gateway what is served here, from the moment it is. */
public final class Routes implements ApplicationListener<ServletWebServerInitializedEvent>, DisposableBean {
    private final ActionTable actions;
    private final InternalKey key;
    private final Settings settings;
    private final SchemaRegistry registry;
    private final Clock clock;
    private volatile @Nullable RoutePublication publication;

    Routes(ActionTable actions, InternalKey key, Settings settings, SchemaRegistry registry, Clock clock) {
        this.actions = actions;
        this.key = key;
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        var set = settings.notifier().url();
        var url = set.isEmpty() ? "http://127.0.0.1:" + event.getWebServer().getPort() : set;
        var announcement =
                Announcement.of("notifier-service", URI.create(url), clock.instant(), actions.declarations());
        publication = RoutePublication.start(
                announcement, key, clock, settings.kafka().bootstrap(), registry);
    }

    /** Why the gateway may not know this service yet; empty when it was told. */
    public String trouble() {
        var started = publication;
        return started == null ? "does not listen yet" : started.trouble();
    }

    @Override
    public void destroy() {
        var started = publication;
        if (started != null) {
            started.close();
        }
    }
}
