package io.opsbus.conformance.system;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Body;
import io.opsbus.conformance.Operator;
import io.opsbus.conformance.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A system of the suite's own: fresh data, ports nobody uses, stopped at the end. */
public final class OwnSystem implements Operator, AutoCloseable {
    // the launcher's ports lie in these two ranges, moved by the offset
    private static final int FIRST_PORT = 18080;
    private static final int LAST_PORT = 18100;
    private static final int AGENTS_PORT = 18444;
    private static final int[] OTHERS = {15432, 18443, AGENTS_PORT, 18445, 19092, 19093};

    // below 32768 begin the ports that connections of any program take by chance
    private static final int LEAST_OFFSET = 1_000;
    private static final int MOST_OFFSET = 13_000;

    private final FrontDoor opsbus;
    private final Target target;
    private final URI agents;

    private OwnSystem(FrontDoor opsbus, Target target, URI agents) {
        this.opsbus = opsbus;
        this.target = target;
        this.agents = agents;
    }

    /**
     * Starts the system that was built in a checkout and waits until it is healthy.
     *
     * @param home the checkout
     * @param data an empty folder for the system's data
     * @throws IOException when it does not start; the message says what it printed
     */
    public static OwnSystem start(Path home, Path data) throws IOException {
        Files.createDirectories(data);
        int offset = freeOffset();
        FrontDoor opsbus = new FrontDoor(
                home, Map.of("OPSBUS_DATA", data.toString(), "OPSBUS_PORT_OFFSET", Integer.toString(offset)));
        opsbus.run("up", "--with-agent");
        try {
            Body status = Body.parse(opsbus.run("status", "--json"));
            return new OwnSystem(
                    opsbus,
                    target(status, stranger(opsbus)),
                    URI.create("https://127.0.0.1:" + (AGENTS_PORT + offset)));
        } catch (IOException | RuntimeException halfUp) {
            opsbus.run("down");
            throw halfUp;
        }
    }

    public Target target() {
        return target;
    }

    @Override
    public void askForConsent(String instance, String type) throws IOException {
        opsbus.run("maintenance", "schedule", "--instance", instance, "--type", type, "--json");
    }

    @Override
    public URI agents() {
        return agents;
    }

    @Override
    public void close() throws IOException {
        opsbus.run("down");
    }

    private static Target target(Body status, AccessKey stranger) {
        return new Target(
                URI.create(status.text("Gateway.Http")),
                URI.create(status.text("Gateway.Https")),
                Path.of(status.text("Gateway.CaFile")),
                new AccessKey(status.text("Account.AccessKeyId"), status.text("Account.AccessKeySecret")),
                stranger,
                "cn-hangzhou");
    }

    private static AccessKey stranger(FrontDoor opsbus) throws IOException {
        Body account = Body.parse(opsbus.run("account", "create", "--json"));
        Body key = Body.parse(opsbus.run("access-key", "create", "--account", account.text("AccountId"), "--json"));
        return new AccessKey(key.text("AccessKeyId"), key.text("AccessKeySecret"));
    }

    private static int freeOffset() {
        Random random = new Random();
        while (true) {
            int offset = LEAST_OFFSET + random.nextInt(MOST_OFFSET - LEAST_OFFSET);
            boolean free = IntStream.concat(IntStream.rangeClosed(FIRST_PORT, LAST_PORT), IntStream.of(OTHERS))
                    .allMatch(port -> isFree(port + offset));
            if (free) {
                return offset;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
