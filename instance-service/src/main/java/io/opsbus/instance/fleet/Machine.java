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
 * @param movedAt last time its user started, stopped, rebooted or redeployed it through the API; null if never
 * @param duty what a system event has asked of it and is not over; null for nothing
 * @param place where it runs; null until its provider has told
 */
public record Machine(
        ProviderId provider,
        long incarnation,
        long sequence,
        @Nullable Instant startedAt,
        @Nullable Instant movedAt,
        @Nullable Duty duty,
        @Nullable Place place) {

    /**
     * Where a machine runs.
     *
     * @param host null if its provider does not say
     * @param since when it came there
     * @param lost the host is not heard of: until the machine has come on again only the system reboots it (guide 3.2)
     */
    public record Place(@Nullable HostId host, Instant since, boolean lost) {}

    public static Machine of(ProviderId provider) {
        return new Machine(provider, 0, 0, null, null, null, null);
    }

    /** Came on as this incarnation. */
    public Machine started(long asIncarnation, Instant at) {
        long from = asIncarnation == incarnation ? sequence : 0;
        return new Machine(provider, asIncarnation, from, at, movedAt, duty, place);
    }

    /** Is known to be in this incarnation, without having come on now. */
    public Machine known(long asIncarnation) {
        return asIncarnation <= incarnation
                ? this
                : new Machine(provider, asIncarnation, 0, startedAt, movedAt, duty, place);
    }

    /** Told this much. */
    public Machine told(long upTo) {
        return new Machine(provider, incarnation, upTo, startedAt, movedAt, duty, place);
    }

    /** Its user moved it through the API. */
    public Machine moved(Instant at) {
        return new Machine(provider, incarnation, sequence, startedAt, at, duty, place);
    }

    /** Has this duty, or none. */
    public Machine with(@Nullable Duty other) {
        return new Machine(provider, incarnation, sequence, startedAt, movedAt, other, place);
    }

    /** Runs there, as its provider says; a host heard of is not lost. Null leaves it where it was. */
    public Machine at(@Nullable HostId host, Instant now) {
        HostId before = host();
        if (host == null || host.equals(before)) {
            return place == null || !place.lost() ? this : with(new Place(before, place.since(), false));
        }
        return with(new Place(host, now, false));
    }

    /** Its host is not heard of. */
    public Machine hostLost(Instant at) {
        return with(place == null ? new Place(null, at, true) : new Place(place.host(), place.since(), true));
    }

    /** Where it runs; null if its provider does not say. */
    public @Nullable HostId host() {
        return place == null ? null : place.host();
    }

    /** Whether its host is lost and it has not come on since. */
    public boolean cutOff() {
        return place != null && place.lost();
    }

    private Machine with(Place other) {
        return new Machine(provider, incarnation, sequence, startedAt, movedAt, duty, other);
    }
}
