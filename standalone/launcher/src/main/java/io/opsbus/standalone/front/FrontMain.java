package io.opsbus.standalone.front;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The front as a program of the supervisor. */
public final class FrontMain {
    private FrontMain() {}

    /** Arguments: the address and port agents know, and the service's port on 127.0.0.1. */
    public static void main(String[] arguments) throws IOException {
        try (var front = new Front(
                new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), Integer.parseInt(arguments[1])),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2])),
                Front.PATIENCE)) {
            front.run();
        }
    }
}
