package io.opsbus.notifier.channel.http;

import java.time.Duration;

/**
 * The client's measures.
 *
 * @param attempt from hand-over to the last byte of the answer, however it drips
 * @param perHost connections of one target to one host and port
 * @param loops event loops; a host always has the same one
 * @param answer bytes of a body that are read before the connection is dropped; the status counts all the same
 * @param idle how long an unused connection is kept
 */
public record WebLimits(Duration attempt, int perHost, int loops, int answer, Duration idle) {
    /** 5 s, 64 connections, one loop, 20 kB, 30 s. */
    public static final WebLimits DEFAULT = new WebLimits(Duration.ofSeconds(5), 64, 1, 20_000, Duration.ofSeconds(30));

    public WebLimits {
        if (attempt.isNegative() || attempt.isZero() || perHost < 1 || loops < 1 || answer < 0) {
            throw new IllegalArgumentException("opsbus.notifier.webhook: every limit must be positive");
        }
    }
}
