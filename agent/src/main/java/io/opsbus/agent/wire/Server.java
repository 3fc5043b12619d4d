package io.opsbus.agent.wire;

import io.opsbus.agent.Journal;
import io.opsbus.agent.Report;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.given.Fetch;
import io.opsbus.agent.given.Shelf;
import io.opsbus.agent.run.Reports;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.peer.WholeAnswer;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Signed requests to the server (agent facts 3, 8, 10). */
public final class Server implements Reports, AutoCloseable {
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(8);
    /** Bytes a second that a line carries at least. */
    private static final int SLOWEST = 16 * 1024;

    /** From the headers of an answer to its end; of a list that may pass without a word. */
    private static final Duration BODY = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    /** The last status that is no refusal. */
    private static final int TAKEN = 400;

    private static final int LONGEST_WORDS = 300;
    private static final String JSON = "application/json; charset=utf-8";

    private final Connection connection;
    private final HttpClient client;
    private final Identity identity;
    private final Clock clock;
    private final Telling telling;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A server.
     *
     * @param clock signs requests; its zone is told when tasks are fetched
     * @param patience with which it is told what it must get
     */
    public Server(
            Connection connection,
            HttpClient client,
            Identity identity,
            Clock clock,
            Journal journal,
            Patience patience) {
        this.connection = connection;
        this.client = client;
        this.identity = identity;
        this.clock = clock;
        this.telling = new Telling(this::sent, patience, journal, closed);
    }

    /**
     * Asks what there is to do.
     *
     * @param reason {@code reason=startup&cold_start=…} or {@code reason=kickoff[&taskId=…]}
     * @param shelf where the scripts of the list stay
     * @throws IOException if there is no answer, or none that is a list
     */
    public TaskList fetch(String reason, Shelf shelf) throws IOException, InterruptedException {
        ZonedDateTime now = ZonedDateTime.now(clock);
        String target = "/luban/api/v1/task/list?" + reason + "&currentTime="
                + now.toInstant().toEpochMilli() + "&offset=" + now.getOffset().getTotalSeconds() + "&timeZone="
                + java.net.URLEncoder.encode(now.getZone().getId(), java.nio.charset.StandardCharsets.UTF_8);
        return new Fetch(shelf, BODY).list(client, posting(target, JSON, new byte[0], LIST_TIMEOUT), Server::said);
    }

    /**
     * One heartbeat; its query as the official agent's.
     *
     * @return the answer, which may be {@linkplain #isFarewell a farewell}
     * @throws IOException if there is no answer, or another that refuses it (agent facts 3), in its words
     */
    public HttpResponse<String> heartbeat(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = whole(
                request("/luban/api/heart-beat?" + query, Connection.TIMEOUT)
                        .GET()
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() > TAKEN && !isFarewell(answer.statusCode(), answer.body())) {
            throw new IOException("the server answers a heartbeat with " + said(answer.statusCode(), answer.body()));
        }
        return answer;
    }

    /** Whether it says that this registration is over, for ever: in the words official agents look for, behind the status 403. */
    public static boolean isFarewell(int status, String body) {
        return status == FORBIDDEN
                && JsonReader.read(body).orElse(Tree.fields()) instanceof Tree.Fields fields
                && fields.values().get("errMsg") instanceof Tree.Text(String why)
                && why.equals("instance_deregistered");
    }

    /** A status, and what comes with it for people: by how much this machine's clock is off, say. */
    private static String said(int status, String body) {
        return JsonReader.read(body).orElse(Tree.fields()) instanceof Tree.Fields fields
                        && fields.values().get("errMsg") instanceof Tree.Text(String why)
                        && !why.isEmpty()
                ? status + ": " + why.substring(0, Math.min(why.length(), LONGEST_WORDS))
                : "" + status;
    }

    /** Any other request with a JSON body; a status alone is of interest, and the text for people. */
    public HttpResponse<String> post(String target, String json) throws IOException, InterruptedException {
        byte[] body = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return whole(posting(target, JSON, body, Connection.TIMEOUT), BodyHandlers.ofString());
    }

    /**
     * Asks for bytes.
     *
     * @param most bytes that are taken; a longer answer is none
     * @throws IOException if there is no answer, or another status than 200
     */
    byte[] bytes(String target, int most) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = whole(
                request(target, LIST_TIMEOUT).GET().build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), most));
        if (answer.statusCode() != OK) {
            throw new IOException("the server answers with " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest posting(String target, String type, byte[] body, Duration timeout) {
        return request(target, timeout)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private <T> HttpResponse<T> whole(HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return WholeAnswer.of(client, request, body, BODY.plus(request.timeout().orElse(Duration.ZERO)));
    }

    private HttpRequest.Builder request(String target, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(connection.https(target)).timeout(timeout);
        request.header("User-Agent", AgentVersion.userAgent());
        request.header(AgentVersion.HEADER, AgentVersion.product().toString());
        identity.headers(clock.instant()).forEach(request::header);
        return request;
    }

    private HttpRequest request(Report report) {
        Duration sending = Duration.ofSeconds(report.body().length / SLOWEST);
        return posting(report.target(), "text/plain; charset=utf-8", report.body(), Connection.TIMEOUT.plus(sending));
    }

    @Override
    public boolean tell(Report report) {
        return tell(report, () -> false);
    }

    @Override
    public boolean tell(Report report, BooleanSupplier isMoot) {
        try {
            return telling.tell(report, isMoot) == Telling.Told.TAKEN;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** For what is not told from memory. */
    Telling telling() {
        return telling;
    }

    /** Signed anew each time: an answer that was lost has spent the signature. */
    private Optional<Telling.Answer> sent(Report report) throws InterruptedException {
        try {
            HttpResponse<Void> answer = whole(request(report), BodyHandlers.discarding());
            return Optional.of(Telling.Answer.of(answer.statusCode(), answer.headers(), clock.instant()));
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** Opens the websocket; see {@link KickSocket}. */
    java.net.http.WebSocket open(java.net.http.WebSocket.Listener listener) throws InterruptedException, IOException {
        java.net.http.WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(Connection.TIMEOUT);
        builder.header("User-Agent", AgentVersion.userAgent());
        builder.header(AgentVersion.HEADER, AgentVersion.product().toString());
        identity.headers(clock.instant()).forEach(builder::header);
        try {
            return builder.buildAsync(connection.websocket(), listener).get();
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new IOException("no websocket: " + failure.getCause(), failure);
        }
    }

    /** Reports that wait for another attempt are given up. */
    @Override
    public void close() {
        closed.countDown();
    }
}
