package io.opsbus.gateway.rpc;

import io.opsbus.rpc.identity.InternalKey;
import java.time.Duration;

/**
 * How calls are handed over.
 *
 * @param key signs identities; services have the same
 * @param limit for a call, from its arrival to its answer
 * @param defaultRegion where the client sends none
 */
public record HandoverSettings(InternalKey key, Duration limit, String defaultRegion) {}
