package io.opsbus.gateway.wiring;

import io.opsbus.rpc.micronaut.MicronautService;

/** Starts the gateway, alone or as one of several contexts of a host. */
public final class Main {
    /** The service, for a host. */
    public static final MicronautService SERVICE = new MicronautService("gateway", settings -> {
        // half a configuration must not come up: the first sentence about what is wrong ends the start
        Settings.of(settings);
        return Reach.serverSettings(settings);
    });

    private Main() {}

    /** Runs the service alone until the process is told to end. */
    public static void main(String[] args) {
        SERVICE.runAlone(args);
    }
}
