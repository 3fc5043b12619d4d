package io.opsbus.agent.wire;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.peer.WholeAnswer;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes this machine a managed instance (agent facts 4). */
public final class Registrar {
    private static final String NO_ADDRESS = "<nil>";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection connection;
    private final HttpClient client;

    public Registrar(Connection connection, HttpClient client) {
        this.connection = connection;
        this.client = client;
    }

    /**
     * What an operator gives.
     *
     * @param code the activation's secret
     */
    public record Wanted(String activationId, String code, String region, String name, Map<String, String> tags) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Wanted[" + activationId + ", " + region + ", " + name + "]";
        }
    }

    /**
     * Registers.
     *
     * @return the instance's id
     * @throws IOException if the server does not answer or refuses; the message is for people
     */
    public String register(Wanted wanted, String machineId, KeyPair keys) throws IOException, InterruptedException {
        HttpResponse<String> answer = WholeAnswer.of(
                client,
                HttpRequest.newBuilder(connection.https("/luban/api/instance/register"))
                        // a registration whose answer is not waited for leaves an instance nobody is
                        .timeout(PATIENCE)
                        .header("User-Agent", AgentVersion.userAgent())
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofString(body(wanted, machineId, keys)))
                        .build(),
                BodyHandlers.ofString(),
                PATIENCE);
        if (JsonReader.read(answer.body()).orElse(Tree.fields()) instanceof Tree.Fields fields
                && fields.values().get("code") instanceof Tree.Whole(long code)
                && code == 200
                && fields.values().get("instanceId") instanceof Tree.Text(String id)
                && id.matches("[0-9A-Za-z-]{1,64}")) {
            return id;
        }
        throw new IOException("the server refuses (HTTP " + answer.statusCode() + "): " + answer.body());
    }

    private static String body(Wanted wanted, String machineId, KeyPair keys) {
        String pem = Identity.pem(keys.getPublic());
        List<Tree> tags = wanted.tags().entrySet().stream()
                .<Tree>map(tag -> Tree.build()
                        .put("key", tag.getKey())
                        .put("value", tag.getValue())
                        .end())
                .toList();
        return Json.write(Tree.build()
                .put("activationCode", wanted.code())
                .put("activationId", wanted.activationId())
                .put("machineId", machineId)
                .put("regionId", wanted.region())
                .put("instanceName", wanted.name())
                .put("hostname", hostname())
                .put("intranetIp", address())
                .put("osVersion", System.getProperty("os.name") + "_" + System.getProperty("os.version"))
                .put("osType", AgentVersion.osType())
                .put("agentVersion", AgentVersion.WIRE)
                .put("publicKey", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)))
                .put("tag", new Tree.Bare(tags))
                .end());
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException unknown) {
            return "";
        }
    }

    /** The first IPv4 address that is not loopback; the wire's {@code <nil>} when there is none, or the system does not say. */
    private static String address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(java.net.Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse(NO_ADDRESS);
        } catch (IOException unknown) {
            return NO_ADDRESS;
        }
    }
}
