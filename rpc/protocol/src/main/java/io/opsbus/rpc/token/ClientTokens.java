package io.opsbus.rpc.token;

import io.opsbus.rpc.ActionName;
import java.time.Duration;
import java.time.Instant;

/**
 * Requests that carry a {@code ClientToken}, kept durably for {@link #KEPT}.
 *
 * <p>The first request claims the token and with it a seed; whoever repeats it after a crash goes on with the same seed, so
 * that ids and changes come out the same.
 */
public interface ClientTokens {
    /** How long an answer is kept. */
    Duration KEPT = Duration.ofHours(24);

    /** How long a claim without an answer keeps others out; after it the request may go on elsewhere, with its seed. */
    Duration LEASE = Duration.ofSeconds(30);

    /**
     * Whose token.
     *
     * @param token as the client sent it, case-sensitive
     */
    record Key(String accountId, ActionName name, String token) {}

    /** What claiming a token found. */
    sealed interface Claim {
        /** The caller does the work, with this seed, and then tells {@link #answered}, {@link #released} or {@link #cutOff}. */
        record Taken(String seed) implements Claim {}

        /** The work was done; {@code reply} is what {@link #answered} was told. */
        record Answered(String reply) implements Claim {}

        /** Another request works on it now: {@code LastTokenProcessing}. */
        record Busy() implements Claim {}

        /** The token was used with other parameters: {@code IdempotentParameterMismatch}. */
        record Differs() implements Claim {}
    }

    /**
     * Claims a token.
     *
     * @param fingerprint of the parameters; the same for the same ones
     * @param freshSeed used when the token is new
     */
    Claim claim(Key key, String fingerprint, String freshSeed, Instant now);

    /** Keeps the answer of a request that succeeded. */
    void answered(Key key, String seed, String reply, Instant now);

    /**
     * Ends the claim and keeps the token: the work was cut off because something was away. Whoever sends the request again goes
     * on at once, with the seed.
     */
    void cutOff(Key key, String seed, Instant now);

    /** Gives the token back: the request was refused and may be tried again, even with other parameters. */
    void released(Key key, String seed);

    /** Forgets answers older than {@link #KEPT}, in bounded batches; returns how many this call removed. */
    int forget(Instant now);
}
