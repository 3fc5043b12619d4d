package io.opsbus.testkit.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The server as agents reach it; one for all agents of a process, which share its connections for plain requests.
 *
 * @param base {@code https://host:port} or {@code http://host:port}
 * @param mischief what becomes of reports on their way
 * @param ahead headers signed before they are needed
 * @param patience how long agents wait for it
 */
public record AgentServer(
        URI base, HttpClient client, Clock clock, Mischief mischief, SignedAhead ahead, Patience patience) {
    /**
     * How long is waited for answers ({@code agent/util/httputil.go}, {@code agent/taskengine/fetchtask.go} and
     * {@code agent/channel/channel_websocket.go} of the public source).
     *
     * @param answer to a request
     * @param list to one that asks for a list
     * @param handshake connecting, TLS and upgrade together
     */
    public record Patience(Duration answer, Duration list, Duration handshake) {
        /** As the official agent's. */
        public static final Patience OFFICIAL =
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(45));

        /** The same, so many times shorter. */
        public Patience times(int faster) {
            return new Patience(answer.dividedBy(faster), list.dividedBy(faster), handshake.dividedBy(faster));
        }
    }

    /** What becomes of a heartbeat. */
    enum Beat {
        ANSWERED,
        NOT_ANSWERED,
        /** It is an instance no more. */
        FAREWELL
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The official agent takes 400 for success too. */
    private static final int LAST_SUCCESS = 400;

    private static final int FORBIDDEN = 403;

    /** A server that is reached without mischief. */
    public AgentServer(URI base, HttpClient client, Clock clock) {
        this(base, client, clock, Mischief.NONE);
    }

    /** A server to which each request is signed as it is sent. */
    public AgentServer(URI base, HttpClient client, Clock clock, Mischief mischief) {
        this(base, client, clock, mischief, new SignedAhead(), Patience.OFFICIAL);
    }

    /**
     * Registers a machine, as {@code aliyun-service --register} does (agent facts 4).
     *
     * @throws IOException if the server refuses, or is away
     */
    public SimulatedIdentity register(String activationId, String activationCode, String machineId, KeyPair keys)
            throws IOException, InterruptedException {
        ObjectNode body = registration(activationId, activationCode, machineId, keys);
        return new SimulatedIdentity(registered(body), machineId, keys);
    }

    /**
     * The same as newer official agents do it ({@code agent/hybrid} of the public source): the machine has a fingerprint, which they sign
     * from then on in the place of its id.
     *
     * @throws IOException if the server refuses, or is away
     */
    public SimulatedIdentity registerByFingerprint(
            String activationId, String activationCode, String machineId, KeyPair keys)
            throws IOException, InterruptedException {
        return registerByFingerprint(activationId, activationCode, machineId, keys, SimulatedIdentity.NEWER);
    }

    /**
     * The same, of one of these versions.
     *
     * @throws IOException if the server refuses, or is away
     */
    public SimulatedIdentity registerByFingerprint(
            String activationId, String activationCode, String machineId, KeyPair keys, String version)
            throws IOException, InterruptedException {
        String fingerprint = "001_" + UUID.randomUUID().toString().replace("-", "");
        ObjectNode body = registration(activationId, activationCode, machineId, keys)
                .put("fingerprint", fingerprint)
                .put("forceReuse", false)
                .put("agentVersion", version);
        body.putArray("tag");
        return new SimulatedIdentity(registered(body), fingerprint, keys, version);
    }

    private static ObjectNode registration(String activationId, String activationCode, String machineId, KeyPair keys) {
        String key =
                Base64.getEncoder().encodeToString(SimulatedIdentity.pem(keys).getBytes(StandardCharsets.US_ASCII));
        return JSON.createObjectNode()
                .put("activationId", activationId)
                .put("activationCode", activationCode)
                .put("machineId", machineId)
                .put("regionId", "cn-hangzhou")
                .put("instanceName", machineId)
                .put("hostname", machineId)
                .put("intranetIp", "127.0.0.1")
                .put("osVersion", "Linux_simulated_x86_64")
                .put("osType", "linux")
                .put("agentVersion", SimulatedIdentity.SEEN)
                .put("publicKey", key);
    }

    private String registered(ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(base.resolve("/luban/api/instance/register"))
                        // before what a test hurries begins
                        .timeout(Patience.OFFICIAL.answer())
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        JsonNode said = answer.statusCode() <= LAST_SUCCESS ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        if (said.path("code").asInt() != 200) {
            throw new IOException("registration is refused: " + answer.statusCode() + " " + answer.body());
        }
        return said.path("instanceId").asText();
    }

    /** The next one is due in a minute. */
    Beat heartbeat(SimulatedIdentity who) throws InterruptedException {
        try {
            String target = "/luban/api/heart-beat?index=0&seq_no=0&timestamp=" + clock.millis();
            HttpResponse<String> answer = client.send(request(who, target).GET().build(), BodyHandlers.ofString());
            if (isFarewell(answer)) {
                return Beat.FAREWELL;
            }
            return answer.statusCode() <= LAST_SUCCESS ? Beat.ANSWERED : Beat.NOT_ANSWERED;
        } catch (IOException tolerated) {
            return Beat.NOT_ANSWERED;
        }
    }

    /** Whether newer agents forget their registration ({@code agent/hybrid/hook.go} of the public source). */
    static boolean isFarewell(HttpResponse<String> answer) {
        return answer.statusCode() == FORBIDDEN && answer.body().contains("\"errMsg\":\"instance_deregistered\"");
    }

    /** Asks for a list. */
    HttpResponse<String> list(SimulatedIdentity who, String target) throws IOException, InterruptedException {
        return client.send(
                request(who, target)
                        .timeout(patience.list())
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    /** Posts, signed. */
    public HttpResponse<String> post(SimulatedIdentity who, String target, byte[] body)
            throws IOException, InterruptedException {
        return client.send(
                request(who, target).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    /**
     * Says that a machine leaves; whether its agent forgets its registration then: it keeps it when JSON without the code 200 is
     * answered, and only then ({@code agent/hybrid} of the public source).
     */
    boolean left(SimulatedIdentity who) throws InterruptedException {
        try {
            JsonNode said = JSON.readTree(
                    post(who, "/luban/api/instance/deregister", new byte[0]).body());
            return said.path("code").asInt() == 200;
        } catch (IOException awayOrNoJson) {
            return true;
        }
    }

    /** What was heard last of a report of which copies are told. */
    private static final class LastReply {
        private volatile ReportReply reply = ReportReply.NONE;

        boolean heard(ReportReply next) {
            reply = next;
            return next.isTaken();
        }

        ReportReply believed(boolean isTaken) {
            return new ReportReply(isTaken, reply.error(), reply.status());
        }
    }

    /** Tells a report that is told again until it is taken. */
    ReportReply told(SimulatedIdentity who, String target, byte[] body) throws InterruptedException {
        var last = new LastReply();
        boolean isTaken = mischief.tell(() -> last.heard(answer(target, body, ahead.headers(who, clock.millis()))));
        return last.believed(isTaken);
    }

    /**
     * Tells a report that is told once, whatever becomes of it: a copy of it can only be the same request, with the same signature.
     * Nobody waits for copies; a server answers them late.
     */
    ReportReply toldOnce(SimulatedIdentity who, String target, byte[] body) throws InterruptedException {
        Map<String, String> headers = ahead.headers(who, clock.millis());
        var isCopy = new AtomicBoolean();
        var last = new LastReply();
        boolean isTaken = mischief.tell(() -> {
            if (isCopy.getAndSet(true)) {
                Thread.startVirtualThread(() -> {
                    try {
                        var _ = answer(target, body, headers);
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                });
                return false;
            }
            return last.heard(answer(target, body, headers));
        });
        return last.believed(isTaken);
    }

    /** Posts; whether the official agent would be content. */
    boolean posted(SimulatedIdentity who, String target, byte[] body) throws InterruptedException {
        return answer(target, body, ahead.headers(who, clock.millis())).isTaken();
    }

    private ReportReply answer(String target, byte[] body, Map<String, String> headers) throws InterruptedException {
        try {
            HttpRequest report = request(target, headers)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer = client.send(report, BodyHandlers.ofString());
            JsonNode said =
                    answer.body().contains("errorCode") ? JSON.readTree(answer.body()) : JSON.createObjectNode();
            return new ReportReply(
                    answer.statusCode() <= LAST_SUCCESS,
                    said.path("errorCode").asText(),
                    said.path("status").asText());
        } catch (IOException away) {
            return ReportReply.NONE;
        }
    }

    private HttpRequest.Builder request(SimulatedIdentity who, String target) {
        return request(target, ahead.headers(who, clock.millis()));
    }

    private HttpRequest.Builder request(String target, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(target)).timeout(patience.answer());
        headers.forEach(request::header);
        return request;
    }

    WebSocket open(SimulatedIdentity who, WebSocket.Listener listener) throws IOException, InterruptedException {
        String scheme = base.getScheme().equals("https") ? "wss" : "ws";
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(patience.handshake());
        who.headers(clock.millis()).forEach(builder::header);
        try {
            return builder.buildAsync(
                            URI.create(scheme + "://" + base.getAuthority() + "/luban/notify_server"), listener)
                    .get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }
}
