package io.opsbus.invocation.rpc;

import io.opsbus.rpc.token.ClientTokens;
import io.opsbus.rpc.token.InMemoryClientTokens;
import java.time.Instant;

/** Tokens in memory; an answer may be lost with the process that was about to tell it. */
final class LosingTokens implements ClientTokens {
    private final ClientTokens kept = new InMemoryClientTokens();
    private boolean isLosing;

    /** The process has. */
    static final class Died extends Error {}

    /** The next answer is lost: nobody hears it, and it is not kept. */
    void loseAnswer() {
        isLosing = true;
    }

    @Override
    public Claim claim(Key key, String fingerprint, String freshSeed, Instant now) {
        return kept.claim(key, fingerprint, freshSeed, now);
    }

    @Override
    public void answered(Key key, String seed, String reply, Instant now) {
        if (isLosing) {
            isLosing = false;
            throw new Died();
        }
        kept.answered(key, seed, reply, now);
    }

    @Override
    public void cutOff(Key key, String seed, Instant now) {
        kept.cutOff(key, seed, now);
    }

    @Override
    public void released(Key key, String seed) {
        kept.released(key, seed);
    }

    @Override
    public int forget(Instant now) {
        return kept.forget(now);
    }
}
