package io.opsbus.notifier.store.seal;

import java.util.List;

class InMemorySealedRowsTest extends SealedRowsContract {
    private InMemorySealedRows rows = new InMemorySealedRows(Place.SHELF);

    @Override
    SealedRows empty() {
        rows = new InMemorySealedRows(Place.SHELF);
        return rows;
    }

    @Override
    void put(List<String> key, String document) {
        rows.put(key, document);
    }
}
