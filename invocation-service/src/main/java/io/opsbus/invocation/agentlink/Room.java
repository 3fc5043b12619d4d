package io.opsbus.invocation.agentlink;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections may take together: bytes of bodies in memory, requests being answered, connections. One bad agent, or
 * ten thousand, must not be the end of the process (threat 19).
 */
final class Room {
    /** Largest body, in bytes: the final report of a task with the largest quota is far smaller. */
    static final int LONGEST_BODY = 1 << 20;
    /** Of a request that is not signed: a registration. */
    static final int LONGEST_UNSIGNED_BODY = 16 * 1024;

    private static final long BODIES_TOGETHER = 64L << 20;
    private static final int REQUESTS_TOGETHER = 512;
    private static final int CONNECTIONS = 50_000;
    /** As many as the store takes at a time; the others wait their turn. */
    private static final int HANDSHAKES_TOGETHER = 32;

    private final AtomicLong bytes = new AtomicLong(BODIES_TOGETHER);
    private final Semaphore requests = new Semaphore(REQUESTS_TOGETHER);
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final Semaphore handshakes = new Semaphore(HANDSHAKES_TOGETHER, true);

    boolean takeBytes(int count) {
        if (bytes.addAndGet(-count) >= 0) {
            return true;
        }
        bytes.addAndGet(count);
        return false;
    }

    void giveBackBytes(int count) {
        bytes.addAndGet(count);
    }

    long freeBytes() {
        return bytes.get();
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
