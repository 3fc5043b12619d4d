package io.opsbus.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/** What a process says that nobody wants to read: were it left in its pipe, the process would stand still once that is full. */
public final class Unread {
    private Unread() {}

    /** Reads it and forgets it, until the process ends or is killed. */
    public static void from(Reader out) {
        Thread.startVirtualThread(() -> {
            try {
                out.transferTo(Writer.nullWriter());
            } catch (IOException _) {
                // killed in the middle of a word
            }
        });
    }
}
