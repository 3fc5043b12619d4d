package io.opsbus.agent.wire;

import io.opsbus.agent.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which reports wait, each task's in their order. Bounded: what is too many is left out when another joins, the oldest first.
 *
 * <pre>
 *   task a:  [oldest] [..] [newest]      told from the left, one after the other; no other task waits for it,
 *                                        and the next run not for ever
 *   task b:  [only]
 * </pre>
 */
final class Backlog {
    /** Of a task whose runs end faster than the server takes them: the newest. */
    static final int MOST_OF_A_TASK = 20;
    /** What says no start says something of all runs. */
    private static final String NO_RUN = "0";

    private final int most;
    private final long mostBytes;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private long bytes;

    /**
     * An empty one.
     *
     * @param most reports
     * @param mostBytes of their output
     */
    Backlog(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** The reports of one task. */
    static final class Line {
        /** Held by who tells them. */
        final ReentrantLock telling = new ReentrantLock();
        /** Whether somebody had all patience for one of them: the next ones are told once each until one is taken. */
        volatile boolean isTried;

        private final Deque<Waiting> waiting = new ArrayDeque<>();
    }

    /** One report. */
    static final class Waiting {
        final Path file;
        final String task;
        final int size;
        /** What could not be written. */
        final @Nullable Report unwritten;
        /** Whether whoever brought it has told it once, or is gone with its process: only then others may. */
        volatile boolean isReleased;
        /** Bytes of output that count as dropped in it and were told after all. */
        volatile int told;
        /** How often it was told when it was too old to be kept; counted by who holds its line. */
        int lateTries;
        /** Since when it is told in vain; of who holds its line. */
        @Nullable
        Instant vainSince;
        /** Until when the server wants to be left alone with it; of who holds its line. */
        Instant rests = Instant.EPOCH;

        private final String start;

        private boolean isInHand;
        private boolean isGone;

        Waiting(Path file, Report report, boolean isWritten) {
            this.file = file;
            this.task = report.taskId();
            this.size = report.body().length;
            this.unwritten = isWritten ? null : report;
            this.start = report.query().getOrDefault("start", NO_RUN);
        }

        /** Whether each of them ended a run of its own: the one may then be told without the other. */
        private boolean isOfAnotherRunThan(Waiting other) {
            return !start.equals(NO_RUN) && !other.start.equals(NO_RUN) && !start.equals(other.start);
        }
    }

    /** Takes one in; returns what is left out for it. */
    synchronized List<Waiting> add(Waiting one) {
        Line line = lines.computeIfAbsent(one.task, _ -> new Line());
        line.waiting.add(one);
        bytes += one.size;
        List<Waiting> surplus = new ArrayList<>();
        if (line.waiting.size() > MOST_OF_A_TASK) {
            line.waiting.stream().filter(old -> !old.isInHand).findFirst().ifPresent(surplus::add);
        }
        surplus.forEach(this::remove);
        while (count() > most || bytes > mostBytes) {
            Optional<Waiting> oldest = oldestBut(one);
            if (oldest.isEmpty()) {
                break;
            }
            remove(oldest.get());
            surplus.add(oldest.get());
        }
        return surplus;
    }

    private Optional<Waiting> oldestBut(Waiting one) {
        return lines.values().stream()
                .flatMap(line ->
                        line.waiting.stream().filter(old -> !old.isInHand).limit(1))
                .filter(old -> old != one)
                .min(Comparator.comparing(old -> old.file.getFileName().toString()));
    }

    /** How many wait. */
    synchronized int count() {
        return lines.values().stream().mapToInt(line -> line.waiting.size()).sum();
    }

    /** Bytes of output that are in memory, for they could not be written. */
    synchronized long unwritten() {
        return all().filter(one -> one.unwritten != null)
                .mapToLong(one -> one.size)
                .sum();
    }

    private Stream<Waiting> all() {
        return lines.values().stream().flatMap(line -> line.waiting.stream());
    }

    /** That of a task; there is one for as long as something of it waits. */
    synchronized Optional<Line> line(String task) {
        return Optional.ofNullable(lines.get(task));
    }

    /** The oldest of a line, taken in hand: it is not left out for another meanwhile. */
    synchronized Optional<Waiting> first(Line line, boolean onlyReleased) {
        Optional<Waiting> first =
                Optional.ofNullable(line.waiting.peek()).filter(one -> one.isReleased || !onlyReleased);
        first.ifPresent(one -> one.isInHand = true);
        return first;
    }

    /** The one behind these, in hand, if each of them ended another run than that. */
    synchronized Optional<Waiting> behind(Line line, List<Waiting> passed, boolean onlyReleased) {
        Optional<Waiting> next = line.waiting.stream()
                .filter(one -> !passed.contains(one))
                .findFirst()
                .filter(one -> one.isReleased || !onlyReleased)
                .filter(one -> passed.stream().allMatch(one::isOfAnotherRunThan));
        next.ifPresent(one -> one.isInHand = true);
        return next;
    }

    /** It waits on, or is {@linkplain #remove gone}. */
    synchronized void putBack(Waiting one) {
        one.isInHand = false;
    }

    /** It does not wait any more. */
    synchronized void remove(Waiting one) {
        Line line = lines.get(one.task);
        if (!one.isGone && line != null) {
            one.isGone = true;
            line.waiting.remove(one);
            bytes -= one.size;
            if (line.waiting.isEmpty()) {
                lines.remove(one.task);
            }
        }
    }

    /** Whether it does not. */
    synchronized boolean isGone(Waiting one) {
        return one.isGone;
    }

    /** Of which something waits, in the order in which they are tried. */
    synchronized List<String> tasks() {
        return List.copyOf(lines.keySet());
    }

    /** Another round begins with others. */
    synchronized void toTheEnd(String task) {
        Line line = lines.remove(task);
        if (line != null) {
            lines.put(task, line);
        }
    }
}
