package io.opsbus.standalone.micronaut;

import io.opsbus.rpc.micronaut.MicronautService;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.rpc.micronaut.ServiceStartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts every Micronaut service, one after another (on two cores, starting them side by side gains nothing), and stops
 * them in the opposite order.
 */
public final class MicronautHost implements AutoCloseable {
    /** The gateway comes last: when it answers, what it leads to is there. */
    public static final List<MicronautService> SERVICES = List.of(
            io.opsbus.command.wiring.Main.SERVICE,
            io.opsbus.invocation.wiring.Main.SERVICE,
            io.opsbus.instance.wiring.Main.SERVICE,
            io.opsbus.queue.wiring.Main.SERVICE,
            io.opsbus.gateway.wiring.Main.SERVICE);

    private static final Logger LOGGER = LoggerFactory.getLogger(MicronautHost.class);

    private final List<RunningService> running;

    private MicronautHost(List<RunningService> running) {
        this.running = List.copyOf(running);
    }

    /**
     * Runs until told to end. Prints {@code READY} on a line of its own when every service listens; ends with status 1
     * when one cannot start, naming it and why.
     *
     * @param args settings of all services, {@code --key=value}; environment and system properties count as well
     */
    public static void main(String[] args) {
        try {
            MicronautHost host = start(SERVICES, Map.of(), args);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                host.close();
                stopped.countDown();
            }));
            System.out.println("READY");
            stopped.await();
        } catch (ServiceStartException cannot) {
            LOGGER.atError().setCause(cannot).log(cannot.getMessage());
            System.exit(1);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts {@code services} in their order.
     *
     * @param settings for all of them; they take the place of defaults
     * @throws ServiceStartException when one cannot start; those before it are stopped then
     */
    public static MicronautHost start(List<MicronautService> services, Map<String, Object> settings, String... args) {
        List<RunningService> started = new ArrayList<>();
        try {
            services.forEach(service -> started.add(service.start(settings, args)));
            return new MicronautHost(started);
        } catch (ServiceStartException cannot) {
            started.reversed().forEach(RunningService::close);
            throw cannot;
        }
    }

    /** The services, in the order they were started. */
    public List<RunningService> services() {
        return running;
    }

    @Override
    public void close() {
        running.reversed().forEach(RunningService::close);
    }
}
