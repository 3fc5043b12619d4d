package io.opsbus.notifier.wiring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.testkit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A notifier-service in a process of its own; each life of it binds a port the system gives it, which its log tells. */
final class KillableNotifier implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    /** Characters. */
    private static final int LOG_END = 20_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> settings;
    private final List<String> jvm;
    private final Path log;
    private String token = "";
    private long born;
    private @Nullable ServiceProcess process;

    KillableNotifier(Map<String, Object> settings, Path log) {
        this(settings, List.of(), log);
    }

    /** @param jvm options of its JVM */
    KillableNotifier(Map<String, Object> settings, List<String> jvm, Path log) {
        this.settings = new HashMap<>(settings);
        this.jvm = jvm;
        this.log = log;
        this.settings.put("opsbus.notifier.port", 0);
        this.settings.put("logging.level.org.springframework.boot.tomcat", "INFO");
    }

    /** Who asks shows this token from now on. */
    void showing(String operatorToken) {
        token = operatorToken;
    }

    void start() {
        born = written().length();
        process = ServiceProcess.start(Main.class, settings, jvm, log);
    }

    String written() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of this life; throws until it has one. */
    private int port() throws IOException {
        var told = PORT.matcher(written().substring((int) born));
        if (!told.find()) {
            throw new ConnectException("it does not listen yet");
        }
        return Integer.parseInt(told.group(1));
    }

    /** Its counts and the end of its log. */
    String told() {
        String written = written();
        return get("/deliveries/stats") + "\n" + written.substring(Math.max(0, written.length() - LOG_END));
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it, or lets it go on: {@code STOP}, {@code CONT}. */
    void signal(String name) {
        if (process != null) {
            process.signal(name);
        }
    }

    /** Subscribes an account to every critical event, as soon as the service answers; returns the subscription's id. */
    String subscribe(String account, String url) {
        return subscribe(account, url, "");
    }

    /** The same told in that order of each resource. */
    String subscribe(String account, String url, String order) {
        return made(account, Map.of("type", "webhook", "url", url), order)
                .replaceAll(".*\"id\":\"(sub-[^\"]+)\".*", "$1");
    }

    /** The same for any target; returns the whole answer. */
    String made(String account, Map<String, Object> target) {
        return made(account, target, "");
    }

    private String made(String account, Map<String, Object> target, String order) {
        var body = new ObjectMapper().createObjectNode().put("product", "ECS");
        if (!order.isEmpty()) {
            body.put("resourceOrder", order);
        }
        body.putArray("levels").add("CRITICAL");
        body.putArray("names").add("*");
        body.putArray("resources").add("*");
        body.set("target", new ObjectMapper().valueToTree(target));
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> http.send(
                                request("/accounts/" + account + "/subscriptions")
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(body.toString()))
                                        .build(),
                                BodyHandlers.ofString()),
                        answer -> answer.statusCode() == 201)
                .body();
    }

    /** Asks as the gateway does; names and values in turn. */
    String ask(String account, String action, String... parameters) {
        return send("/rpc", request -> RunningNotifier.asked(request, account, action, parameters));
    }

    String post(String path, String form) {
        return send(path, request -> request.POST(BodyPublishers.ofString(form)));
    }

    String get(String path) {
        return send(path, request -> request.GET());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** A service that does not answer yet says nothing. */
    private String send(String path, UnaryOperator<HttpRequest.Builder> how) {
        try {
            return http.send(how.apply(request(path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
