package io.opsbus.agent.cli;

import io.opsbus.agent.wire.AgentVersion;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                service.close();
                await(stopped);
            }));
            service.start();
            End end = service.await();
            log.note("agent ends", "why", end);
            stopped.countDown();
            return end;
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
