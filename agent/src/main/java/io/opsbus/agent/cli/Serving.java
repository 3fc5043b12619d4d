package io.opsbus.agent.cli;

import io.opsbus.agent.wire.AgentVersion;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The agent's life as a process: its log, and what a signal does. */
final class Serving {
    private static final int LOGS = 5;
    private static final long LOG_SIZE = 1 << 20;

    private Serving() {}

    /**
     * Runs it, and says why it is over.
     *
     * @throws IOException if it cannot start, which its log says too
     */
    @SuppressWarnings("try") // the hook closes it early, so that scripts end before the JVM does
    static End run(Home home, Identity identity, Function<String, @Nullable String> environment)
            throws IOException, InterruptedException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        var log = new LogFile(home.folder().resolve("log"), clock, LOG_SIZE, LOGS);
        log.note("agent starts", "version", AgentVersion.product(), "instanceId", identity.instanceId());
        try (var service = new Service(home, identity, home.connection(environment), clock, log)) {
            var stopped = new CountDownLatch(1);
            var over = new AtomicBoolean();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                boolean signal = !over.get();
                service.close();
                await(stopped);
                if (signal) {
                    // the JVM would say 143, which is a failure to who told it to end
                    Runtime.getRuntime().halt(End.STOPPED.status());
                }
            }));
            try {
                service.start();
                End end = service.await();
                log.note("agent ends", "why", end);
                return end;
            } finally {
                over.set(true);
                stopped.countDown();
            }
        } catch (IOException cannot) {
            log.note("agent cannot start", "why", cannot);
            throw cannot;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
