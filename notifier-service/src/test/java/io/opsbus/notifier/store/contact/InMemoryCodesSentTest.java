package io.opsbus.notifier.store.contact;

import io.opsbus.notifier.contact.CodesSent;

class InMemoryCodesSentTest extends CodesSentContract {
    @Override
    CodesSent empty() {
        return new InMemoryCodesSent();
    }
}
