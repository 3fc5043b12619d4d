package io.opsbus.notifier.store.consent;

import io.opsbus.notifier.consent.Consents;

class InMemoryConsentsTest extends ConsentsContract {
    @Override
    Consents empty() {
        return new InMemoryConsents();
    }
}
