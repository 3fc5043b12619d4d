package io.opsbus.agent.cli;

import io.opsbus.agent.Journal;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.given.Shelf;
import io.opsbus.agent.run.Runner;
import io.opsbus.agent.wire.Server;
import io.opsbus.agent.wire.Untold;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Asks what there is to do: once at the start, then when the server kicks, and again while it is owed something: a list had
 * more than there is room for, or there was none. */
final class Fetching {
    private static final int PENDING = 64;
    /** Of telling what is left before tasks are asked for, while there is a server that may never answer one of them. */
    private static final int ROUNDS = 2;

    private final Server server;
    private final Shelf shelf;
    private final Runner runner;
    private final Untold untold;
    private final Journal journal;
    private final Life life;
    private final BlockingQueue<Optional<String>> kicks = new ArrayBlockingQueue<>(PENDING);
    private volatile boolean isHeard;
    /** Held while tasks are fetched and begun; for ever by whoever waits for another version to be started. */
    private final Semaphore gate = new Semaphore(1);

    /** Nothing asked yet. */
    Fetching(Server server, Shelf shelf, Runner runner, Untold untold, Journal journal, Life life) {
        this.server = server;
        this.shelf = shelf;
        this.runner = runner;
        this.untold = untold;
        this.journal = journal;
        this.life = life;
    }

    /**
     * How long it goes on.
     *
     * @param ended opened when the agent ends
     * @param isOver whether this process speaks for its machine no more
     */
    record Life(CountDownLatch ended, BooleanSupplier isOver, Pauses pauses) {
        private boolean isEndedWithin(Duration time) throws InterruptedException {
            return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * What is waited for.
     *
     * @param rest until what is owed is asked for: some of what was taken has ended by then, or the server has come back
     * @param between two attempts, by how many there were
     */
    record Pauses(Duration rest, IntFunction<Duration> between) {
        static final Pauses USUAL = new Pauses(
                Duration.ofSeconds(30), attempt -> Duration.ofSeconds(Math.min(30, 2L << Math.min(attempt, 4))));
    }

    /** What came of asking. */
    private enum Asked {
        /** All there is to do was taken, or the agent ends. */
        ALL,
        /** There was no room for all of it. */
        CUT,
        /** There was no answer that could be taken. */
        NOTHING
    }

    /** The server has something; of all tasks where none is named. Returns at once. */
    void kicked(Optional<String> task) {
        if (!kicks.offer(task)) {
            // so many are waiting that asking for everything is less
            kicks.clear();
            boolean _ = kicks.offer(Optional.empty());
        }
    }

    /** There is a server. */
    void heard() {
        isHeard = true;
    }

    /** Lets nothing be fetched any more and answers true; false while something runs. */
    boolean rest() {
        gate.acquireUninterruptibly();
        if (runner.rest()) {
            // what is fetched now would be begun by nobody
            return true;
        }
        gate.release();
        return false;
    }

    /** Blocks until the agent ends, or it is interrupted. */
    void run(Boots boots) throws InterruptedException, IOException {
        // asked for tasks before that, the server would think that those the last process has ended were interrupted
        for (int attempt = 0, rounds = 0; !untold.retell() && rounds < ROUNDS; attempt++) {
            rounds += isHeard ? 1 : 0;
            if (life.isEndedWithin(life.pauses().between().apply(attempt))) {
                return;
            }
        }
        boolean isOwed =
                asked("reason=startup&cold_start=" + boots.isColdStart(), Integer.MAX_VALUE, boots::note) != Asked.ALL;
        long since = System.nanoTime();
        while (true) {
            Optional<String> task = next(isOwed, since);
            String named = task.map(id -> "&taskId=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                    .orElse("");
            // not as at a start, though that list was cut: to the server nothing runs then
            boolean isMissed = asked("reason=kickoff" + named, 4, () -> {}) != Asked.ALL;
            if (!isOwed || task.isEmpty()) {
                since = System.nanoTime();
            }
            isOwed = isMissed || (isOwed && task.isPresent());
        }
    }

    /** What is owed is not put off by kicks for single tasks, however many there are. */
    private Optional<String> next(boolean isOwed, long since) throws InterruptedException {
        if (!isOwed) {
            return kicks.take();
        }
        long left = since + life.pauses().rest().toNanos() - System.nanoTime();
        Optional<String> kicked = left > 0 ? kicks.poll(left, TimeUnit.NANOSECONDS) : null;
        return kicked == null ? Optional.empty() : kicked;
    }

    /** Asks until there is an answer, or often enough: what is not heard is owed, and nobody may kick for it again. */
    private Asked asked(String reason, int attempts, Runnable begun) throws InterruptedException {
        for (int attempt = 0; attempt < attempts; attempt++) {
            gate.acquire();
            try {
                if (life.isOver().getAsBoolean()) {
                    return Asked.ALL;
                }
                TaskList list = server.fetch(reason, shelf);
                runner.take(list, begun);
                if (list.whole().unreadable() > 0) {
                    journal.note(
                            "entries of a list left out, they name no task or cannot be read",
                            "entries",
                            list.whole().unreadable());
                }
                if (list.isCut()) {
                    journal.note(
                            "tasks left for later, there is no room",
                            "taken",
                            list.run().size());
                }
                if (!list.again()) {
                    return list.isCut() ? Asked.CUT : Asked.ALL;
                }
            } catch (IOException away) {
                journal.note("tasks not fetched", "why", away);
            } finally {
                gate.release();
            }
            if (life.isEndedWithin(life.pauses().between().apply(attempt))) {
                return Asked.ALL;
            }
        }
        return Asked.NOTHING;
    }
}
