package io.opsbus.agent.run;

import io.opsbus.agent.Failure;
import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.Report.Span;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.Surroundings;
import io.opsbus.agent.windows.Utf8Output;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of one task: one process, watched by one thread that reads its output, tells parts of it, and ends it when its time
 * is over or the server wants. Its memory is bounded by the quota of its output, whatever the script prints.
 */
final class ScriptRun {
    private static final int BUFFER = 16 * 1024;
    /** What a process wrote before it ended is in the pipe; a child that goes on writing is not waited for. */
    private static final Duration DRAIN = Duration.ofMillis(200);

    private static final int LONGEST_PAUSE_MS = 50;
    private static final int LOOK_MS = 20;
    private static final Duration EMPTY_PARTS = Duration.ofMinutes(1);

    private final RunTask task;
    private final Beside beside;
    private final Clock clock;
    private final OutputBuffer output;
    private final Utf8Output text;
    private final String mark = UUID.randomUUID().toString();
    private final CompletableFuture<Void> whenBegun = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile boolean interrupted;
    /** Open once it is to end: nothing is waited for any more. */
    private final CountDownLatch hurried = new CountDownLatch(1);
    /** Not this run's own: who waits for an answer does not hold the run. */
    private final AtomicBoolean over = new AtomicBoolean();
    /** A run that waits for its turn takes no memory for output. */
    private byte[] buffer = {};

    private long begun;
    private long lastPart;
    private int partBytes;
    private CompletableFuture<Boolean> part = CompletableFuture.completedFuture(true);
    private Instant start = Instant.EPOCH;

    ScriptRun(RunTask task, Beside beside, Clock clock) {
        this.task = task;
        this.beside = beside;
        this.clock = clock;
        this.output = new OutputBuffer(task.output().quota());
        this.text = new Utf8Output(Launch.codePage(), output::write);
    }

    /** What all its processes have in their environment. */
    String mark() {
        return mark;
    }

    /** It is noted on the disk that it begins, or it never will. */
    void begin() {
        whenBegun.complete(null);
    }

    /** Over then. */
    CompletableFuture<Void> begun() {
        return whenBegun;
    }

    /** Asks it to end now; whoever waits in {@link #run} then returns. */
    void stop() {
        stopped = true;
        hurried.countDown();
    }

    /** Asks it to end because the agent does. */
    void interrupt() {
        interrupted = true;
        hurried.countDown();
    }

    /**
     * Runs the script to its end.
     *
     * @param script the script's file
     * @param fifo a path nothing is at
     */
    Attempts.Outcome run(Launch.Checked.Ready ready, Path script, Path fifo) throws InterruptedException {
        start = clock.instant();
        begun = System.nanoTime();
        lastPart = begun;
        buffer = new byte[BUFFER];
        if (stopped) {
            return new Attempts.Outcome(Report.killed(task));
        }
        if (task.output().sendStart()) {
            tell(new byte[0]);
        }
        try {
            var builder = builder(ready, script);
            try (var tree = new ProcessTree(mark)) {
                OutputPipe.Started started = OutputPipe.start(builder, fifo);
                tree.grow(started.process());
                try (OutputPipe pipe = started.output()) {
                    return watch(started.process(), tree, pipe, ready);
                }
            }
        } catch (IOException cannot) {
            String why = String.valueOf(cannot.getMessage());
            Span span = span();
            return outcome(rest -> Report.failed(task, span, Failure.starting(why), rest), null);
        } finally {
            over.set(true);
        }
    }

    private ProcessBuilder builder(Launch.Checked.Ready ready, Path script) {
        var words = new java.util.ArrayList<String>();
        if (!Launch.WINDOWS && Launch.isOnPath("setsid")) {
            // a session of its own: found by it when it must be killed
            words.add("setsid");
        }
        words.addAll(ready.words(script, task.script().alone()));
        var builder = new ProcessBuilder(words).directory(ready.directory().toFile());
        builder.redirectInput(new File(Launch.WINDOWS ? "NUL" : "/dev/null"));
        Map<String, String> environment = builder.environment();
        Surroundings.clean(environment);
        environment.putIfAbsent("HOME", System.getProperty("user.home"));
        environment.put(ProcessTree.MARK, mark);
        return builder;
    }

    private Attempts.Outcome watch(Process process, ProcessTree tree, OutputPipe pipe, Launch.Checked.Ready ready)
            throws IOException, InterruptedException {
        try {
            return watched(process, tree, pipe, ready);
        } finally {
            if (process.isAlive()) {
                kill(tree, ready);
            }
        }
    }

    private void kill(ProcessTree tree, Launch.Checked.Ready ready) {
        if (task.script().alone()) {
            tree.killAlone(ready.around());
        } else {
            tree.kill();
        }
    }

    private Attempts.Outcome watched(Process process, ProcessTree tree, OutputPipe pipe, Launch.Checked.Ready ready)
            throws IOException, InterruptedException {
        int pause = 1;
        while (true) {
            boolean wrote = readSome(pipe);
            pause = wrote ? 1 : Math.min(LONGEST_PAUSE_MS, pause * 2);
            if (stopped) {
                Span span = killed(tree, pipe, ready);
                return outcome(rest -> Report.killed(task, span, rest), null);
            }
            if (isOverdue()) {
                Span span = killed(tree, pipe, ready);
                return outcome(rest -> Report.timedOut(task, span, rest), null);
            }
            if (interrupted) {
                Span span = killed(tree, pipe, ready);
                return outcome(rest -> Report.failed(task, span, Failure.agentStopped(), rest), null);
            }
            tellPart();
            if (wrote ? !process.isAlive() : process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                Span span = span();
                drain(pipe, tree);
                int code = process.exitValue();
                return outcome(rest -> Report.finished(task, span, code, rest), code);
            }
        }
    }

    private Span killed(ProcessTree tree, OutputPipe pipe, Launch.Checked.Ready ready) throws IOException {
        kill(tree, ready);
        drain(pipe);
        return span();
    }

    private boolean readSome(OutputPipe pipe) throws IOException {
        int read = pipe.read(buffer);
        text.write(buffer, read);
        return read > 0;
    }

    /** Of its own what is behind a process substitution writes a little later: {@code exec > >(tee log)}. */
    private void drain(OutputPipe pipe, ProcessTree tree) throws IOException, InterruptedException {
        long from = System.nanoTime();
        do {
            drain(pipe);
            if (!tree.isInSession()) {
                // what it wrote before it ended
                drain(pipe);
                return;
            }
        } while (!hurried.await(LOOK_MS, TimeUnit.MILLISECONDS) && System.nanoTime() - from < DRAIN.toNanos());
        drain(pipe);
    }

    private void drain(OutputPipe pipe) throws IOException {
        long from = System.nanoTime();
        while (System.nanoTime() - from < DRAIN.toNanos() && readSome(pipe)) {
            // until it is empty
        }
        text.end();
    }

    private boolean isOverdue() {
        Duration timeout = task.script().timeout();
        return !timeout.isZero() && System.nanoTime() - begun >= timeout.toNanos();
    }

    private void tellPart() {
        if (!task.timing().cron().isEmpty() || !part.isDone()) {
            return;
        }
        long since = System.nanoTime() - lastPart;
        if (since < task.output().interval().toNanos()) {
            return;
        }
        settlePart();
        byte[] next = output.nextPart();
        if (next.length == 0 && task.output().skipEmpty() && since < EMPTY_PARTS.toNanos()) {
            return;
        }
        tell(next);
    }

    private void tell(byte[] next) {
        lastPart = System.nanoTime();
        partBytes = next.length;
        Report report = Report.running(task, start, next);
        // one after another: the next part waits until this one is taken or lost; that it begins, its end says, too
        Reports reports = beside.reports();
        AtomicBoolean ended = over;
        part = beside.tell(task.id(), () -> reports.tell(report, () -> ended.get() && report.body().length == 0));
    }

    private void settlePart() {
        if (partBytes > 0 && !part.join()) {
            output.lost(partBytes);
        }
        partBytes = 0;
    }

    /** Made when the script has ended: it is kept before the server has answered what was told before. */
    private Attempts.Outcome outcome(Function<OutputBuffer.Rest, Report> report, @Nullable Integer exitCode) {
        CompletableFuture<Boolean> last = part;
        int bytes = partBytes;
        boolean isOpen = bytes > 0 && !last.isDone();
        if (isOpen) {
            output.lost(bytes);
        } else {
            settlePart();
        }
        // the official agent sends the tail alone when a script was quick; head and tail say more
        OutputBuffer.Rest rest = task.timing().cron().isEmpty() ? output.headAndTail() : output.rest();
        return new Attempts.Outcome(report.apply(rest), () -> isOpen && last.join() ? bytes : 0, exitCode);
    }

    private Span span() {
        return new Span(start, start.plusNanos(System.nanoTime() - begun));
    }
}
