package io.opsbus.notifier.store.journal;

import io.opsbus.notifier.journal.Journal;

class InMemoryJournalTest extends JournalContract {
    @Override
    Journal empty() {
        return new InMemoryJournal();
    }
}
