package io.opsbus.notifier.store.seal;

class PostgresSealedFallbacksIT extends PostgresSealedTargetsIT {
    @Override
    Place where() {
        return Place.FALLBACK;
    }
}
