package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.pace.Windows;

class InMemoryWindowsTest extends WindowsContract {
    @Override
    Windows empty() {
        return new InMemoryWindows();
    }

    @Override
    Windows again(Windows before) {
        return before;
    }
}
