package io.opsbus.testkit;

import com.github.dockerjava.api.DockerClient;
import io.opsbus.standalone.backbone.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container. Its host port is fixed, so that the address stays the same when the container is killed and
 * started again, and bound to loopback, because these servers ask nobody for a key.
 */
abstract class ContainerServer implements Backbone.Faults {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String image;
    private final int port;
    private final int innerPort;
    private boolean made;
    private final GenericContainer<?> container;

    /**
     * @param image published name, or what {@code opsbus.backbone.image.<program>} says
     * @param innerPort the server's port inside the container
     */
    ContainerServer(String image, int innerPort) {
        this.image = image;
        this.innerPort = innerPort;
        this.port = Ports.free();
        this.container = new GenericContainer<>(DockerImageName.parse(image));
    }

    /** Environment of the container. */
    abstract Map<String, String> environment();

    /** Whether the server serves. */
    abstract boolean answers();

    final String address() {
        return "127.0.0.1:" + port;
    }

    /** Starts it if it never was; a killed one stays dead. */
    final synchronized void startOnce() {
        if (!made) {
            start();
        }
    }

    @Override
    public final synchronized void start() {
        if (!made) {
            container.withEnv(environment()).waitingFor(new NoWait());
            container.setPortBindings(List.of("127.0.0.1:" + port + ":" + innerPort));
            container.start();
            made = true;
            await(this::answers);
        } else if (!alive()) {
            docker().startContainerCmd(container.getContainerId()).exec();
            await(this::answers);
        }
    }

    @Override
    public final synchronized void kill() {
        startOnce();
        docker().killContainerCmd(container.getContainerId()).exec();
        await(() -> !alive());
    }

    @Override
    public final synchronized void pause() {
        startOnce();
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public final synchronized void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    final synchronized void remove() {
        container.stop(); // does nothing if it never ran
    }

    private boolean alive() {
        return Boolean.TRUE.equals(docker().inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getRunning());
    }

    private void await(BooleanSupplier reached) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(image + " does not answer at " + address());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /** {@link #answers} looks at the server itself; a log line or an open port says less. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
