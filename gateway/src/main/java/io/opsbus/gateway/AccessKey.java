package io.opsbus.gateway;

import java.time.Instant;

/**
 * A key an account signs its calls with.
 *
 * @param account the owner; whoever signs with the key acts for this account
 * @param secret sealed for {@code id}
 * @param created when it was made
 */
public record AccessKey(
        AccessKeyId id, AccountId account, SealedSecret secret, KeyState state, Policy policy, Instant created) {
    public boolean isActive() {
        return state instanceof KeyState.Active;
    }

    AccessKey in(KeyState other) {
        return new AccessKey(id, account, secret, other, policy, created);
    }

    AccessKey with(SealedSecret other) {
        return new AccessKey(id, account, other, state, policy, created);
    }
}
