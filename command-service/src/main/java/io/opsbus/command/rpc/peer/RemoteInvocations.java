package io.opsbus.command.rpc.peer;

import io.opsbus.command.CommandPlace;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.peer.Part;
import io.opsbus.rpc.peer.PeerService;
import io.opsbus.rpc.peer.Told;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks invocation-service for the account whose command it is: for invocations that are not over, of which there may be one behind any
 * number of newer ones.
 */
public final class RemoteInvocations implements PeriodicUses, AutoCloseable {
    private static final List<String> MODES = List.of("Period", "EveryReboot", "NextRebootOnly");
    /** Words of {@code InvokeStatus}, that of 2019: what waits for its time runs. */
    private static final List<String> OPEN = List.of("Running", "Stopping");

    private static final Set<String> GOES_ON = Set.of("Pending", "Scheduled", "Running", "Stopping");
    private static final int MOST = 50;

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
        return MODES.stream().anyMatch(mode -> OPEN.stream().anyMatch(status -> goOn(place, mode, status)));
    }

    /** The filter is of what was told last, a moment ago: some that are listed may be over, and all of a full part may be. */
    private boolean goOn(CommandPlace place, String mode, String status) {
        List<Part> listed = ask(place, mode, status).body().list("Invocations", "Invocation");
        return listed.size() == MOST || listed.stream().anyMatch(one -> GOES_ON.contains(one.text("InvocationStatus")));
    }

    private Told ask(CommandPlace place, String mode, String status) {
        try {
            var told = invocations.call(
                    place.scope().account().text(),
                    place.scope().region().text(),
                    "DescribeInvocations",
                    Map.of(
                            "CommandId",
                            place.id().text(),
                            "RepeatMode",
                            mode,
                            "InvokeStatus",
                            status,
                            "PageSize",
                            String.valueOf(MOST)));
            if (!told.isDone()) {
                throw new Away(new IOException("invocation-service refuses: " + told.status() + " " + told.code()));
            }
            // what says nothing of any does not say that there are none
            if (!told.body().has("Invocations", "Invocation")) {
                throw new Away(new IOException("invocation-service answers without a list"));
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
