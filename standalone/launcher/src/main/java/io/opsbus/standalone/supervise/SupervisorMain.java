package io.opsbus.standalone.supervise;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Plan;
import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.settings.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The background process of {@code ./opsbus up}: starts the plan's programs and keeps them alive until TERM. */
public final class SupervisorMain {
    private static final Duration STEP = Duration.ofMillis(100);

    private final DataFolder data;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String written = "";
    private String complained = "";
    private boolean cameUp;

    private SupervisorMain(DataFolder data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    /** Argument: the data folder, where {@code up} left its settings. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        DataFolder data = new DataFolder(root);
        Optional<FolderLock> lock = FolderLock.tryTake(data.supervisorLock());
        if (lock.isEmpty()) {
            // two of them would start everything twice, and each would write over what the other says
            throw new IOException("another supervisor runs in " + root + ", process "
                    + FolderLock.holder(data.supervisorLock()) + "; this one ends");
        }
        try (FolderLock _ = lock.get()) {
            Settings settings = RunSettings.read(root, Path.of(System.getProperty("opsbus.home", ".")))
                    .orElseThrow(() -> new IOException("no run/settings.json in " + root + "; start with ./opsbus up"));
            new SupervisorMain(data, Clock.systemUTC()).run(settings);
        }
    }

    private void run(Settings settings) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitStopped, "stop"));
        // who looks from now on sees that there is something to wait for, or to stop
        new StateFile(pid(), startedMillis(), "", List.of()).write(data.stateFile());
        try {
            Supervision supervision =
                    new Supervision(Plan.of(settings, System.getenv()).programs(), this::diskRefusal);
            keepAlive(supervision);
            stopAll(supervision);
        } catch (IOException | RuntimeException cannot) {
            String reason = cannot.getMessage() == null ? cannot.toString() : cannot.getMessage();
            new StateFile(pid(), startedMillis(), reason, List.of()).write(data.stateFile());
            throw cannot;
        } finally {
            stopped.countDown();
        }
    }

    private void keepAlive(Supervision supervision) throws IOException {
        do {
            supervision.step(clock.instant(), () -> write("", supervision));
            if (!cameUp && supervision.allReady()) {
                cameUp = true;
                cameUp();
            }
        } while (!isStopAsked());
    }

    private void cameUp() {
        try {
            Trial.cameUp(data);
        } catch (IOException kept) {
            System.out.println("the next up takes these settings for ones that never came up: " + kept.getMessage());
        }
    }

    private boolean isStopAsked() {
        try {
            return stop.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** In reverse order of start: whoever uses a program is stopped before it. */
    private void stopAll(Supervision supervision) {
        supervision.stopStarting();
        write("", supervision);
        for (Program program : supervision.programs().reversed()) {
            if (supervision.states().get(program.name()) instanceof ChildState.Stopping stopping) {
                stop(program, stopping.process());
                if (!stopping.process().isAlive()) {
                    supervision.hasStopped(program);
                }
                write("", supervision);
            }
        }
    }

    private void stop(Program program, Running process) {
        process.signal(program.stop().signal());
        Instant end = clock.instant().plus(program.stop().patience());
        while (process.isAlive() && clock.instant().isBefore(end)) {
            java.util.concurrent.locks.LockSupport.parkNanos(STEP.dividedBy(5).toNanos());
        }
        if (process.isAlive()) {
            System.out.println(
                    program.name() + " did not stop within " + program.stop().patience() + "; killed");
            process.signal("KILL");
        } else {
            // its last words are in its log
            var _ = process.exitCode();
        }
    }

    private void awaitStopped() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private String diskRefusal() {
        try {
            long free = data.freeBytes();
            return free >= DataFolder.LEAST_FREE_BYTES
                    ? ""
                    : "waits for disk space: " + (free >> 20) + " MiB free on the disk of " + data.root();
        } catch (IOException gone) {
            return "waits for the data folder: " + gone.getMessage();
        }
    }

    private void write(String failure, Supervision supervision) {
        StateFile state = StateFile.of(pid(), startedMillis(), failure, supervision);
        if (!state.toString().equals(written)) {
            written = state.toString();
            try {
                state.write(data.stateFile());
            } catch (IOException full) {
                // a full disk must not end the one process that can mend the others
                written = "";
                String sentence = "cannot write " + data.stateFile() + ": " + full.getMessage();
                if (!sentence.equals(complained)) {
                    complained = sentence;
                    System.out.println(sentence);
                }
            }
        }
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static long startedMillis() {
        return Pids.startedMillis(ProcessHandle.current());
    }
}
