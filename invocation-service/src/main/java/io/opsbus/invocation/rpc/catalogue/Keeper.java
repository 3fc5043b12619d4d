package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.rpc.peer.PeerService;
import io.opsbus.rpc.peer.Told;
import java.io.IOException;
import java.util.Map;

/** A service that keeps what this one reads from the bus. Away, it is to a request what an absent store is. */
record Keeper(PeerService service) implements AutoCloseable {
    /**
     * Calls an action.
     *
     * @throws StoreAway when the service does not answer, or answers that something of it is away, or that it is at it yet
     */
    Told call(Scope scope, String action, Map<String, String> parameters) {
        try {
            return service.call(scope.account().text(), scope.region().text(), action, parameters);
        } catch (IOException away) {
            throw new StoreAway(away);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new StoreAway(ended);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
