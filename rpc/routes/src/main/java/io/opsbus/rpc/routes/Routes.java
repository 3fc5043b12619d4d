package io.opsbus.rpc.routes;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the gateway what a service serves, from the moment it listens: before that nobody can say where. */
public final class Routes implements AutoCloseable {
    private final Service service;
    private final Bus bus;
    private final InternalKey key;
    private final InstantSource clock;
    private volatile @Nullable RoutePublication publication;

    /**
     * Who serves what.
     *
     * @param url where the gateway calls it; empty for where it listens
     */
    public record Service(String name, String url, List<Declaration> actions) {
        public Service {
            actions = List.copyOf(actions);
        }

        /** A service that serves these. */
        public static Service of(String name, String url, Collection<? extends Declaration> actions) {
            return new Service(name, url, List.copyOf(actions));
        }
    }

    /**
     * Where it is told.
     *
     * @param bootstrap the broker, as {@code bootstrap.servers}
     * @param registry of schemas; stays the caller's to close
     */
    public record Bus(String bootstrap, SchemaRegistry registry) {}

    /** Nothing is told yet. */
    public Routes(Service service, Bus bus, InternalKey key, InstantSource clock) {
        this.service = service;
        this.bus = bus;
        this.key = key;
        this.clock = clock;
    }

    /** The service listens there: it is told, and again from time to time until {@link #close}. Call it once. */
    public void listening(URI there) {
        URI url = service.url().isEmpty() ? there : URI.create(service.url());
        publication = RoutePublication.start(
                Announcement.of(service.name(), url, clock.instant(), service.actions()),
                key,
                clock,
                bus.bootstrap(),
                bus.registry());
    }

    /** Why the gateway may not know of this service; empty when it was told. For its health. */
    public String trouble() {
        RoutePublication running = publication;
        return running == null ? "the server does not listen yet" : running.trouble();
    }

    /** Says that nothing is served any more. */
    @Override
    public void close() {
        RoutePublication running = publication;
        if (running != null) {
            running.close();
        }
    }
}
