package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.agentlink.limit.Bodies;
import java.util.concurrent.Semaphore;

/**
 * What all connections may take together: bytes of bodies in memory, requests being answered, connections. One bad agent, or
 * ten thousand, must not be the end of the process (threat 19).
 */
final class Room {
    private static final int REQUESTS_TOGETHER = 512;
    private static final int CONNECTIONS = 50_000;
    /** As many as the store takes at a time; the others wait their turn. */
    private static final int HANDSHAKES_TOGETHER = 32;

    private final Bodies bodies = new Bodies();
    private final Semaphore requests = new Semaphore(REQUESTS_TOGETHER);
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final Semaphore handshakes = new Semaphore(HANDSHAKES_TOGETHER, true);

    Bodies bodies() {
        return bodies;
    }

    Semaphore requests() {
        return requests;
    }

    /** First come, first served: after a restart all agents dial at once, and one that is refused stays away for half an hour. */
    Semaphore handshakes() {
        return handshakes;
    }

    Semaphore connections() {
        return connections;
    }
}
