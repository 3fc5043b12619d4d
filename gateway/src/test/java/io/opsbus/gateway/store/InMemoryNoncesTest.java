package io.opsbus.gateway.store;

import io.opsbus.gateway.nonce.UsedNonces;

class InMemoryNoncesTest extends UsedNoncesContract {
    private final InMemoryNonces nonces = new InMemoryNonces();

    @Override
    UsedNonces empty() {
        return nonces;
    }

    @Override
    UsedNonces another() {
        return nonces;
    }
}
