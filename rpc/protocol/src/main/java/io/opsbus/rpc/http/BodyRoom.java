package io.opsbus.rpc.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The memory all bodies of one server may take together: a thousand clients that each send the largest body must not be the
 * end of the process. Room is taken as bytes arrive, so an announced length costs nothing.
 */
final class BodyRoom {
    /** Room taken with the first byte of a body. */
    private static final int FIRST = 8 * 1024;

    private final int longest;
    private final AtomicLong free;
    private final long nanosPerBody;
    private final LongSupplier nanoTime;

    /**
     * Room for bodies.
     *
     * @param longest bytes of one body
     * @param together bytes of all bodies being read or answered
     * @param timeForOne from the first read to the last byte; idle times of the host end a silent client earlier
     * @param nanoTime {@link System#nanoTime}, or a test's
     */
    BodyRoom(int longest, long together, Duration timeForOne, LongSupplier nanoTime) {
        this.longest = longest;
        this.free = new AtomicLong(together);
        this.nanosPerBody = timeForOne.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What became of a body. */
    sealed interface Taken {
        /** All of it; {@code room} goes back through {@link #giveBack} when the request is answered. */
        @SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
        record Whole(byte[] bytes, int room) implements Taken {}

        /** It was not kept; answer with this status: 408, 413 or 503. */
        record Not(int status) implements Taken {}
    }

    /** Reads a body to its end, or to the reason why not. */
    Taken take(IncomingBody body) throws IOException {
        long length = body.length();
        if (length > longest) {
            return new Taken.Not(413);
        }
        int expected = length < 0 ? longest : (int) length;
        if (expected == 0) {
            return new Taken.Whole(new byte[0], 0);
        }
        var reading = new Reading(expected);
        try (InputStream in = body.open()) {
            Taken taken = reading.all(in);
            if (taken instanceof Taken.Whole) {
                reading.room = 0;
            }
            return taken;
        } finally {
            giveBack(reading.room);
        }
    }

    /** Room a {@link Taken.Whole} took. */
    void giveBack(int room) {
        if (room > 0) {
            free.addAndGet(room);
        }
    }

    long free() {
        return free.get();
    }

    private boolean reserve(int bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    /** One body on its way in. */
    private final class Reading {
        private final int expected;
        private final long begun = nanoTime.getAsLong();
        private byte[] bytes = new byte[0];
        private int filled;
        private int room;

        Reading(int expected) {
            this.expected = expected;
        }

        Taken all(InputStream in) throws IOException {
            while (true) {
                if (filled == bytes.length) {
                    if (filled == expected) {
                        // a body of unknown length may go on beyond the limit
                        return in.read() < 0 ? whole() : new Taken.Not(413);
                    }
                    if (!grow()) {
                        return new Taken.Not(503);
                    }
                }
                int got = in.read(bytes, filled, bytes.length - filled);
                if (got < 0) {
                    return whole();
                }
                filled += got;
                if (nanoTime.getAsLong() - begun > nanosPerBody) {
                    return new Taken.Not(408);
                }
            }
        }

        private boolean grow() {
            int size = Math.min(expected, Math.max(FIRST, 2 * bytes.length));
            if (!reserve(size - bytes.length)) {
                return false;
            }
            room += size - bytes.length;
            bytes = Arrays.copyOf(bytes, size);
            return true;
        }

        private Taken.Whole whole() {
            return new Taken.Whole(filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled), room);
        }
    }
}
