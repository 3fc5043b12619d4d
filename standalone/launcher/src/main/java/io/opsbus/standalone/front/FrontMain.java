package io.opsbus.standalone.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The front as a program of the supervisor. */
public final class FrontMain {
    private FrontMain() {}

    /** Arguments: the port agents know, and the service's. Both on 127.0.0.1. */
    public static void main(String[] ports) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (var front = new Front(
                new InetSocketAddress(here, Integer.parseInt(ports[0])),
                new InetSocketAddress(here, Integer.parseInt(ports[1])),
                Front.PATIENCE)) {
            front.run();
        }
    }
}
