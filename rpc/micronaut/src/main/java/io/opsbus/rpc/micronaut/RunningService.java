package io.opsbus.rpc.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.concurrent.CountDownLatch;

/** A service that listens. Closing it stops its server and its context; others in the JVM go on. */
public final class RunningService implements AutoCloseable {
    private final String name;
    private final ApplicationContext context;
    private final EmbeddedServer server;

    RunningService(String name, ApplicationContext context, EmbeddedServer server) {
        this.name = name;
        this.context = context;
        this.server = server;
    }

    public String name() {
        return name;
    }

    /** Base URL without a trailing slash; https when it is served, else http. */
    public String url() {
        return server.getURI().toString();
    }

    /** The service's own beans and settings; for its wiring and for tests. */
    public ApplicationContext context() {
        return context;
    }

    /** Keeps the calling thread until the JVM is told to end, then stops the service. */
    public void closeWhenToldToEnd() {
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close();
            told.countDown();
        }));
        try {
            told.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }
}
