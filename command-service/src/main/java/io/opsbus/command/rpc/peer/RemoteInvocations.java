package io.opsbus.command.rpc.peer;

import io.opsbus.command.CommandPlace;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.peer.PeerService;
import io.opsbus.rpc.peer.Told;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks invocation-service for the account whose command it is. What the bus has told of is known here; what it has not told of yet
 * is new, and stands among the newest.
 */
public final class RemoteInvocations implements PeriodicUses, AutoCloseable {
    private static final List<String> MODES = List.of("Period", "EveryReboot", "NextRebootOnly");
    private static final Set<String> GOES_ON = Set.of("Pending", "Scheduled", "Running", "Stopping");
    private static final String NEWEST = "50";

    private final PeerService invocations;

    /**
     * At this base URL.
     *
     * @param key shared by all services
     */
    public RemoteInvocations(URI base, InternalKey key, InstantSource clock) {
        invocations = new PeerService("command-service", "invocation-service", base, key, clock);
    }

    @Override
    public boolean areThere(CommandPlace place) {
        return MODES.stream().anyMatch(mode -> goOn(place, mode));
    }

    private boolean goOn(CommandPlace place, String mode) {
        return ask(place, mode).body().list("Invocations", "Invocation").stream()
                .anyMatch(one -> GOES_ON.contains(one.text("InvocationStatus")));
    }

    private Told ask(CommandPlace place, String mode) {
        try {
            var told = invocations.call(
                    place.scope().account().text(),
                    place.scope().region().text(),
                    "DescribeInvocations",
                    Map.of("CommandId", place.id().text(), "RepeatMode", mode, "PageSize", NEWEST));
            if (!told.isDone()) {
                throw new Away(new IOException("invocation-service refuses: " + told.status() + " " + told.code()));
            }
            return told;
        } catch (IOException away) {
            throw new Away(away);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Away(ended);
        }
    }

    @Override
    public void close() {
        invocations.close();
    }
}
