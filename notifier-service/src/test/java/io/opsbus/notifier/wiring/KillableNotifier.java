package io.opsbus.notifier.wiring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.testkit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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

    private final NotifierDoor door = new NotifierDoor(this::port);
    private final Map<String, Object> settings;
    private final List<String> jvm;
    private final Path log;
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
        door.showing(operatorToken);
    }

    void start() {
        born = written().length();
        process = ServiceProcess.start(Main.class, settings, jvm, log);
    }

    /** Shows the JVM what a notifier needs, unless that is known: then every start takes half the time. */
    void train() {
        born = written().length();
        ServiceProcess.startTraining(Main.class, settings, jvm, log).ifPresent(training -> {
            try (training) {
                await().atMost(Rig.LONG_PATIENCE)
                        .until(() -> get("/health/readiness").contains("UP"));
                training.signal("TERM");
                training.awaitEnd();
            }
        });
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
        return made(account, Map.of("type", "webhook", "url", url), Map.of(), order)
                .replaceAll(".*\"id\":\"(sub-[^\"]+)\".*", "$1");
    }

    /** The same with a fallback; returns the whole answer. */
    String fallingBack(String account, String url, String fallback) {
        return made(account, Map.of("type", "webhook", "url", url), Map.of("type", "webhook", "url", fallback), "");
    }

    /** The same for any target; returns the whole answer. */
    String made(String account, Map<String, Object> target) {
        return made(account, target, Map.of(), "");
    }

    private String made(String account, Map<String, Object> target, Map<String, Object> fallback, String order) {
        var body = NotifierDoor.subscription(List.of("CRITICAL"), target);
        if (!order.isEmpty()) {
            body.put("resourceOrder", order);
        }
        if (!fallback.isEmpty()) {
            body.set("fallback", new ObjectMapper().valueToTree(fallback));
        }
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> posted("/accounts/" + account + "/subscriptions", body.toString()),
                        answer -> answer.statusCode() == 201)
                .body();
    }

    /** Throws what Awaitility passes over until it listens. */
    private HttpResponse<String> posted(String path, String json) throws IOException {
        if (!isAlive()) {
            throw new AssertionError("it has ended: " + told());
        }
        return door.send(path, NotifierDoor.posting(json));
    }

    /** Asks as the gateway does; names and values in turn. */
    String ask(String account, String action, String... parameters) {
        return send("/rpc", request -> NotifierDoor.asked(request, account, action, parameters));
    }

    String post(String path, String form) {
        return send(path, request -> request.POST(BodyPublishers.ofString(form)));
    }

    String get(String path) {
        return send(path, request -> request.GET());
    }

    /** A service that does not answer yet says nothing. */
    private String send(String path, UnaryOperator<HttpRequest.Builder> how) {
        try {
            return door.send(path, how).body();
        } catch (IOException notYet) {
            return "";
        }
    }

    @Override
    public void close() {
        kill();
        door.close();
    }
}
