package io.opsbus.gateway.store;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.KeyState;
import io.opsbus.gateway.Policy;
import io.opsbus.gateway.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Rows of {@code access_keys} as keys. */
final class KeyRows {
    private KeyRows() {}

    static AccessKey key(ResultSet row) throws SQLException {
        String state = row.getString("state");
        String policy = row.getString("policy");
        return new AccessKey(
                new AccessKeyId(row.getString("id")),
                new AccountId(row.getString("account")),
                new SealedSecret(row.getString("secret")),
                Stream.of(KeyState.ACTIVE, KeyState.DISABLED)
                        .filter(known -> known.word().equals(state))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("a key in the state " + state)),
                // a policy this release does not know must not come out as any that it does
                Policy.parse(policy).orElseThrow(() -> new IllegalStateException("a key with the policy " + policy)),
                row.getTimestamp("created_at").toInstant());
    }
}
