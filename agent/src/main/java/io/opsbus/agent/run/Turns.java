package io.opsbus.agent.run;

import io.opsbus.agent.RunTask;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Ten scripts run at a time (as with the official agent), the others wait for their turn. */
final class Turns {
    private static final int AT_A_TIME = 10;
    /** As many as may have been given: what is in them waits on the disk (Shelf). */
    private static final int WAITING = 4_000;

    /** For scripts to be killed when the agent ends. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(8);
    /** For how they ended to be kept when that was too short. */
    private static final Duration VERY_LAST = Duration.ofSeconds(1);

    private final Map<String, Turn> running = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final Consumer<Turn> toItsEnd;
    private final ThreadPoolExecutor scripts = new ThreadPoolExecutor(
            AT_A_TIME,
            AT_A_TIME,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("script-", 0).factory());

    /**
     * With nothing in them.
     *
     * @param toItsEnd runs one to its end
     */
    Turns(Consumer<Turn> toItsEnd) {
        this.toItsEnd = toItsEnd;
    }

    /** A run that waits for its turn, or has it. */
    record Turn(RunTask task, ScriptRun script) {}

    /** What is in the queue is found there again. */
    private record Queued(Turn turn, Consumer<Turn> toItsEnd) implements Runnable {
        @Override
        public void run() {
            toItsEnd.accept(turn);
        }
    }

    /** That of a task. */
    Optional<Turn> of(String task) {
        return Optional.ofNullable(running.get(task));
    }

    /** Whether there is one of it in this version. */
    boolean has(String task, int version) {
        Turn turn = running.get(task);
        return turn != null && turn.task().version() == version;
    }

    /** How many run or wait. */
    int busy() {
        return running.size();
    }

    /** How many there were so far. */
    long count() {
        return count.get();
    }

    /** From here on it is one of them. */
    void add(Turn turn) {
        running.put(turn.task().id(), turn);
        count.incrementAndGet();
    }

    /** Runs it now, or when it can be; false when too many wait. */
    boolean isTaken(Turn turn) {
        try {
            scripts.execute(new Queued(turn, toItsEnd));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Whether none is taken any more. */
    boolean isEnding() {
        return scripts.isShutdown();
    }

    /** Takes back one that has not begun; false when it has. */
    boolean takeBack(Turn turn) {
        return scripts.remove(new Queued(turn, toItsEnd));
    }

    /** It is over. */
    void remove(Turn turn) {
        running.remove(turn.task().id(), turn);
    }

    /** Interrupts what runs, forgets what waits, and returns when all is over. */
    void endAll() throws InterruptedException {
        scripts.getQueue().clear();
        running.values().forEach(turn -> turn.script().interrupt());
        scripts.shutdown();
        try {
            if (!scripts.awaitTermination(LAST_MOMENTS.toSeconds(), TimeUnit.SECONDS)) {
                scripts.shutdownNow();
                boolean _ = scripts.awaitTermination(VERY_LAST.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException hurried) {
            scripts.shutdownNow();
            throw hurried;
        }
    }
}
