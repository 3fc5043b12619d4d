package io.opsbus.gateway;

import java.time.Instant;

/** What many tests begin with. */
public final class Given {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final AccountId ALICE = new AccountId("1000000000000001");
    public static final AccountId BOB = new AccountId("1000000000000002");

    private Given() {}

    /** An active key of this account with every right. */
    public static AccessKey key(AccountId account, String id) {
        return key(account, id, new Policy.Full());
    }

    public static AccessKey key(AccountId account, String id, Policy policy) {
        return new AccessKey(
                new AccessKeyId(id), account, new SealedSecret("sealed " + id), KeyState.ACTIVE, policy, NOON);
    }
}
