package io.opsbus.standalone.backbone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on 127.0.0.1. */
public final class Ports {
    // Below Linux' ephemeral range (32768): a port stays ours while its server is down for a restart, because no
    // outgoing connection is ever given it.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private Ports() {}

    /** A port nobody listens on right now. */
    public static int free() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of a server that has just ended do not count
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Refuses a taken port with a sentence that says whose it should be. */
    public static void requireFree(String program, int port) throws StartFailure {
        if (!isFree(port)) {
            throw new StartFailure("Port %d, wanted by %s, is taken by another process.".formatted(port, program));
        }
    }
}
