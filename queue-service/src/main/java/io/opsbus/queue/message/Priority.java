package io.opsbus.queue.message;

/** Priorities: 1 comes first, 16 last. */
public final class Priority {
    public static final int FIRST = 1;
    public static final int LAST = 16;
    public static final int USUAL = 8;

    private Priority() {}
}
