package io.opsbus.invocation.agentlink.limit;

import io.netty.handler.codec.http.HttpRequest;
import io.opsbus.invocation.InstanceId;

/**
 * What bodies may take of memory while they come. Those of agents that have proven who they are have a room of their own: whoever has
 * not, however many connections it opens and whatever its headers say, fills another (threat 19). One agent, and one address, have a
 * part of it each.
 */
public final class Bodies {
    private static final long TOGETHER = 64L << 20;
    private static final long OF_AN_AGENT = 4L << 20;
    private static final long UNPROVEN_TOGETHER = 16L << 20;
    private static final long OF_AN_ADDRESS = 1L << 20;

    final Shares<InstanceId> agents = new Shares<>(TOGETHER, OF_AN_AGENT);
    final Shares<String> strangers = new Shares<>(UNPROVEN_TOGETHER, OF_AN_ADDRESS);

    /** The body of a request that begins now. */
    public Body begin(HttpRequest head, String address) {
        return new Body(this, head, address);
    }

    /** Bytes held now, by whomever. */
    public long taken() {
        return agents.taken() + strangers.taken();
    }
}
