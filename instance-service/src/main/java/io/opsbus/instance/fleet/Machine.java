package io.opsbus.instance.fleet;

import io.opsbus.instance.ProviderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The machine behind an instance, as its provider last told.
 *
 * @param incarnation counts its boots; what comes from an earlier one is late news
 * @param sequence of the last event of this incarnation that was taken
 * @param startedAt last time it came on
 * @param movedAt last time its user started, stopped or rebooted it through the API; null if never
 * @param duty what a system event has asked of it and is not over; null for nothing
 */
public record Machine(
        ProviderId provider,
        long incarnation,
        long sequence,
        @Nullable Instant startedAt,
        @Nullable Instant movedAt,
        @Nullable Duty duty) {
    public static Machine of(ProviderId provider) {
        return new Machine(provider, 0, 0, null, null, null);
    }

    /** Came on as this incarnation. */
    public Machine started(long asIncarnation, Instant at) {
        return new Machine(provider, asIncarnation, asIncarnation == incarnation ? sequence : 0, at, movedAt, duty);
    }

    /** Is known to be in this incarnation, without having come on now. */
    public Machine known(long asIncarnation) {
        return asIncarnation <= incarnation ? this : new Machine(provider, asIncarnation, 0, startedAt, movedAt, duty);
    }

    /** Told this much. */
    public Machine told(long upTo) {
        return new Machine(provider, incarnation, upTo, startedAt, movedAt, duty);
    }

    /** Its user moved it through the API. */
    public Machine moved(Instant at) {
        return new Machine(provider, incarnation, sequence, startedAt, at, duty);
    }

    /** Has this duty, or none. */
    public Machine with(@Nullable Duty other) {
        return new Machine(provider, incarnation, sequence, startedAt, movedAt, other);
    }
}
