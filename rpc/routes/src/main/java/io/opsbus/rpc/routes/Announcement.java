package io.opsbus.rpc.routes;

import io.opsbus.rpc.declare.Declaration;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What one running service says of itself.
 *
 * @param service its name
 * @param url base URL the gateway calls it at
 * @param publishedAt when it said so; of two announcements of one service and URL the later counts
 * @param isWithdrawn whether it ends and serves nothing from now on
 * @param actions everything it serves, or served until it was withdrawn: a service that is away for a while is another
 *     thing than an Action nobody knows
 */
public record Announcement(
        String service, URI url, Instant publishedAt, boolean isWithdrawn, List<AnnouncedAction> actions) {
    public Announcement {
        actions = List.copyOf(actions);
    }

    /** A service that serves these. */
    public static Announcement of(
            String service, URI url, Instant now, Collection<? extends Declaration> declarations) {
        return new Announcement(
                service,
                url,
                now,
                false,
                declarations.stream().map(AnnouncedAction::of).toList());
    }

    /** The same, said at another time. */
    public Announcement at(Instant now) {
        return new Announcement(service, url, now, isWithdrawn, actions);
    }

    /** The last word of a service that ends. */
    public Announcement withdrawn(Instant now) {
        return new Announcement(service, url, now, true, actions);
    }

    /** Key of its record. */
    public String key() {
        return service + "@" + url;
    }
}
