package io.opsbus.benchmarks.invoke;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** So many users, each with a part of the fleet of its own, who run the next script as soon as the last is done everywhere. */
record FullLoad(InvokeSystem system, AgentTimes times, int clients) {
    private static final int TARGETS = 50;
    private static final int PATIENCE_SECONDS = 120;

    /**
     * What came of it.
     *
     * @param window a unit is one task
     * @param missing tasks whose results cannot be read, or are not what they must be
     */
    record Outcome(Window window, long missing) {}

    Outcome run(int invocations, List<String> instances) throws BenchFailure {
        int users = Math.max(1, Math.min(clients, instances.size() / TARGETS));
        AtomicInteger next = new AtomicInteger(invocations);
        List<String> started = new ArrayList<>();
        Moment begin = Moment.now(system.pids());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> working = new ArrayList<>();
            for (int n = 0; n < users; n++) {
                int part = instances.size() / users;
                List<String> own = instances.subList(n * part, (n + 1) * part);
                working.add(threads.submit(() -> user(own, next)));
            }
            for (Future<List<String>> one : working) {
                started.addAll(one.get());
            }
        } catch (ExecutionException failed) {
            throw new BenchFailure("a user failed: " + failed.getCause(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", ended);
        }
        int targets = Math.min(TARGETS, instances.size());
        var window = Window.between(begin, Moment.now(system.pids()), (long) invocations * targets);
        return new Outcome(window, missing(started, targets));
    }

    private List<String> user(List<String> own, AtomicInteger left) throws BenchFailure, InterruptedException {
        List<String> started = new ArrayList<>();
        var ended = new Semaphore(0);
        times.waitFor(own, ended);
        int targets = Math.min(TARGETS, own.size());
        try (Asking client = system.client()) {
            var commands = new Commands(client);
            for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                int first = n % (own.size() / targets) * targets;
                started.add(commands.run(own.subList(first, first + targets)));
                if (!ended.tryAcquire(targets, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new BenchFailure("agents have not ended after " + PATIENCE_SECONDS + " s");
                }
            }
        }
        return started;
    }

    private long missing(List<String> invocations, int targets) throws BenchFailure {
        long missing = 0;
        try (Asking client = system.client()) {
            var commands = new Commands(client);
            for (String invocation : invocations) {
                missing += targets - commands.readable(invocation);
            }
        }
        return missing;
    }
}
