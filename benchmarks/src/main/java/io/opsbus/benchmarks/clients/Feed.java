package io.opsbus.benchmarks.clients;

import io.opsbus.benchmarks.sink.Bodies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a sender busy from memory: numbered bodies in batches, never more than a window unanswered. What fails is sent
 * again, as any sender must, and counted.
 */
final class Feed {
    private static final String PATH = "/t/0";

    private final WebhookSender sender;
    private final Bodies bodies;
    private final int window;
    private final int batch;
    private final Semaphore free;
    private final AtomicLong failures = new AtomicLong();

    Feed(WebhookSender sender, Bodies bodies, int window, int batch) {
        if (batch < 1 || batch > window) {
            throw new IllegalArgumentException("1 <= batch <= window, not " + batch + " and " + window);
        }
        this.sender = sender;
        this.bodies = bodies;
        this.window = window;
        this.batch = batch;
        this.free = new Semaphore(window);
    }

    /** Sends events {@code first} to {@code first + count - 1} and waits until each was answered with 2xx. */
    void run(long first, int count) throws InterruptedException {
        long end = first + count;
        for (long next = first; next < end; ) {
            int size = (int) Math.min(batch, end - next);
            free.acquire(size);
            List<Post> posts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                posts.add(post(bodies.body(next + i)));
            }
            send(posts);
            next += size;
        }
        free.acquire(window);
        free.release(window);
    }

    /** How many attempts failed. */
    long failures() {
        return failures.get();
    }

    private Post post(byte[] body) {
        return new Post(PATH, body, status -> ended(status, body));
    }

    private void ended(int status, byte[] body) {
        if (status / 100 == 2) {
            free.release();
        } else {
            failures.incrementAndGet();
            // from a thread of its own: an ending must not block
            Thread.ofVirtual().start(() -> send(List.of(post(body))));
        }
    }

    private synchronized void send(List<Post> posts) {
        sender.send(posts);
    }
}
