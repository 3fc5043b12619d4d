package io.opsbus.standalone;

import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every port the system listens on, all on 127.0.0.1 but the agents', which may be opened: this file is the list of listeners.
 *
 * @param offset added to every default, 0 to 40000, so that two systems can live on one machine
 * @param door where {@link #agents} is listened on
 */
public record Ports(int offset, Door door) {
    /** All of them for this machine only. */
    public Ports(int offset) {
        this(offset, Door.OF_THIS_MACHINE);
    }

    public Ports {
        if (offset < 0 || offset > 40_000) {
            throw new IllegalArgumentException("--port-offset must be between 0 and 40000, was " + offset);
        }
    }

    public int gatewayHttp() {
        return 18080 + offset;
    }

    public int gatewayHttps() {
        return 18443 + offset;
    }

    public int event() {
        return 18081 + offset;
    }

    public int notifier() {
        return 18082 + offset;
    }

    public int command() {
        return 18083 + offset;
    }

    public int invocation() {
        return 18084 + offset;
    }

    /** Where agents come in, over TLS; listened on by the front, only when they are wanted ({@link FrontProgram}). */
    public int agents() {
        return 18444 + offset;
    }

    /** Where invocation-service listens for what the front passes on. */
    public int agentsBehindFront() {
        return 18445 + offset;
    }

    public int instance() {
        return 18085 + offset;
    }

    public int queue() {
        return 18086 + offset;
    }

    public int registry() {
        return 18090 + offset;
    }

    public int registryManagement() {
        return 18091 + offset;
    }

    public int kafka() {
        return 19092 + offset;
    }

    public int kafkaController() {
        return 19093 + offset;
    }

    public int postgres() {
        return 15432 + offset;
    }

    /** Ports the programs of {@code settings} will listen on, by what listens there. */
    public Map<String, Integer> needed(Settings settings) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway (http)", gatewayHttp());
        ports.put("gateway (https)", gatewayHttps());
        ports.put("event-service", event());
        ports.put("notifier-service", notifier());
        ports.put("command-service", command());
        ports.put("invocation-service", invocation());
        ports.put("invocation-service (agents)", agentsBehindFront());
        if (door.isAsked()) {
            ports.put("agents", agents());
        }
        ports.put("instance-service", instance());
        ports.put("queue-service", queue());
        if (settings.externalRegistry() == null) {
            ports.put("schema registry", registry());
            ports.put("schema registry (management)", registryManagement());
        }
        if (settings.externalKafka() == null) {
            ports.put("Kafka", kafka());
            ports.put("Kafka (controller)", kafkaController());
        }
        if (settings.externalPostgres() == null) {
            ports.put("PostgreSQL", postgres());
        }
        return ports;
    }

    /** One sentence for each port of {@code needed} that some other program holds; empty when all are free. */
    public static List<String> taken(Map<String, Integer> needed) {
        List<String> sentences = new ArrayList<>();
        needed.forEach((what, port) -> {
            if (!isFree(port)) {
                sentences.add("Port " + port + " for " + what + " is taken by another program; free it, or start with"
                        + " --port-offset 100 (or any other number). 端口 " + port + " 已被其他程序占用。");
            }
        });
        return sentences;
    }

    /** Why the agents' port cannot be opened where it is asked for; empty when it can. */
    public String noSuchDoor() throws IOException {
        try (ServerSocket any = new ServerSocket()) {
            any.bind(new InetSocketAddress(InetAddress.ofLiteral(door.bind()), 0));
            return "";
        } catch (IOException notOurs) {
            return Door.ENV_BIND + "=" + door.bind() + " is no address of this machine; it has " + addresses()
                    + ", and 0.0.0.0 is all of them.";
        }
    }

    private static String addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .sorted()
                .collect(Collectors.joining(", "));
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
