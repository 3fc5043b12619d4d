package io.opsbus.benchmarks.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Answers that are given some time after their requests have come, as a receiver at a distance gives them. For one thread. */
final class Late {
    private record Answer(long due, WritableByteChannel to, ByteBuffer bytes) {}

    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final long nanos;

    /** @param millis how late; 0 when nothing is to be late */
    Late(int millis) {
        this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean isUsed() {
        return nanos > 0;
    }

    /** Keeps an answer until it is due. */
    void put(WritableByteChannel to, byte[] bytes, long now) {
        answers.add(new Answer(now + nanos, to, ByteBuffer.wrap(bytes)));
    }

    /** Milliseconds until something is due, at least 1; 0 when nothing waits. */
    long pause(long now) {
        Answer first = answers.peek();
        return first == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(first.due - now));
    }

    /** Gives what is due. Whoever has gone meanwhile gets none. */
    void give(long now) {
        for (Answer first = answers.peek(); first != null && first.due - now <= 0; first = answers.peek()) {
            answers.remove();
            try {
                while (first.bytes.hasRemaining()) {
                    first.to.write(first.bytes);
                }
            } catch (IOException peerGone) {
                // its deliveries come again, and are counted as duplicates
            }
        }
    }
}
