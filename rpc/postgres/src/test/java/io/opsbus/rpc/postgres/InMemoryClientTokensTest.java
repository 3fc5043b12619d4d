package io.opsbus.rpc.postgres;

import io.opsbus.rpc.token.ClientTokens;
import io.opsbus.rpc.token.InMemoryClientTokens;

class InMemoryClientTokensTest extends ClientTokensContract {
    @Override
    ClientTokens tokens() {
        return new InMemoryClientTokens();
    }
}
