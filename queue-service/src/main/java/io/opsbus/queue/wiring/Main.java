package io.opsbus.queue.wiring;

import io.opsbus.rpc.micronaut.MicronautService;
import java.util.Map;

/** Starts queue-service, alone or as one of several contexts of a host. */
public final class Main {
    /** The service, for a host. */
    public static final MicronautService SERVICE = new MicronautService("queue-service", _ -> Map.of());

    private Main() {}

    /** Runs the service alone until the process is told to end. */
    public static void main(String[] args) {
        SERVICE.runAlone(args);
    }
}
