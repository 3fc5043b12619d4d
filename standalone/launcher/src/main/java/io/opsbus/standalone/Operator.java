package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.peer.WholeAnswer;
import io.opsbus.standalone.elsewhere.Elsewhere;
import io.opsbus.standalone.elsewhere.Unreached;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Speaks to a running service as its operator: of the system in a data folder, or of one the environment names ({@link Elsewhere}). */
public final class Operator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String service;
    private final String url;
    private final String token;
    private final String away;
    private final Optional<SSLContext> tls;

    private Operator(String service, String url, String token, String away, Optional<SSLContext> tls) {
        this.service = service;
        this.url = url;
        this.token = token;
        this.away = away;
        this.tls = tls;
    }

    /** The gateway's operator; fails when there is no system in the data folder and the environment names none. */
    public static Operator of(Settings settings) throws IOException {
        return of(settings, "gateway");
    }

    /** The operator of one service; fails likewise. */
    public static Operator of(Settings settings, String service) throws IOException {
        return at(settings, service, "/admin", System.getenv());
    }

    /** The operator of notifier-service, whose own API has no {@code /admin}; fails likewise. */
    public static Operator ofNotifier(Settings settings) throws IOException {
        return at(settings, "notifier-service");
    }

    /** The operator of a service's own API, which has no {@code /admin}; fails likewise. */
    public static Operator at(Settings settings, String service) throws IOException {
        return at(settings, service, "", System.getenv());
    }

    /** The service of the system the environment names, else of the one in the data folder. */
    static Operator at(Settings settings, String service, String path, Map<String, String> env) throws IOException {
        Map<String, String> here = Plan.serviceUrls(settings);
        Optional<Elsewhere> named = Elsewhere.of(env, here.keySet());
        if (named.isEmpty()) {
            String url = Objects.requireNonNull(here.get(service), service);
            return new Operator(
                    service,
                    url + path,
                    token(settings),
                    "The " + service + " does not run; start the system with ./opsbus up. 服务未运行，请执行 ./opsbus up。",
                    Optional.empty());
        }
        String url = named.get().url(service, here);
        return new Operator(
                service,
                url + path,
                named.get().token(),
                "The " + service + " does not answer at " + url + ".",
                named.get().tls());
    }

    /** What operators show; fails when there is no system in the data folder. */
    public static String token(Settings settings) throws IOException {
        DataFolder data = systemIn(settings);
        SecureRandom random = new SecureRandom();
        return HostSecrets.operatorToken(data, Keys.open(data.keys(), random), random);
    }

    /** The account every system has; fails when there is no system in the data folder. */
    public static BuiltInAccount account(Settings settings) throws IOException {
        DataFolder data = systemIn(settings);
        SecureRandom random = new SecureRandom();
        return BuiltInAccount.open(data, Keys.open(data.keys(), random), random);
    }

    private static DataFolder systemIn(Settings settings) throws IOException {
        DataFolder data = new DataFolder(settings.data());
        // whether there is one cannot be seen by who may not look: that is told when it is opened
        if (Files.notExists(Keys.file(data.keys()))) {
            throw new IOException("There is no system in " + data.root() + "; start one with ./opsbus up, or name one"
                    + " with OPSBUS_OPERATOR_TOKEN and OPSBUS_URL. 该目录中没有系统。");
        }
        return data;
    }

    /** Asks for something. */
    public JsonNode get(String path) throws IOException {
        return answer(HttpRequest.newBuilder(URI.create(url + path)));
    }

    /** Changes something. */
    public JsonNode post(String path, Map<String, String> form) throws IOException {
        return post(path, form, Map.of());
    }

    /** Changes something, and says more of it in headers. */
    public JsonNode post(String path, Map<String, String> form, Map<String, String> headers) throws IOException {
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return answer(request);
    }

    /** Makes something so; tells how it is then. */
    public JsonNode put(String path, JsonNode json) throws IOException {
        return answer(json(path).PUT(BodyPublishers.ofString(json.toString())));
    }

    /** Asks for something about {@code json}. */
    public JsonNode post(String path, JsonNode json) throws IOException {
        return answer(json(path).POST(BodyPublishers.ofString(json.toString())));
    }

    /** Asks for something about {@code json}, and says more of it in headers. */
    public JsonNode post(String path, JsonNode json, Map<String, String> headers) throws IOException {
        var request = json(path).POST(BodyPublishers.ofString(json.toString()));
        headers.forEach(request::header);
        return answer(request);
    }

    /** Takes something away. */
    public void delete(String path) throws IOException {
        answer(HttpRequest.newBuilder(URI.create(url + path)).DELETE());
    }

    private HttpRequest.Builder json(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json");
    }

    /** One event of a stream. */
    public record Event(String name, String data) {}

    /**
     * Reads server-sent events (WHATWG HTML 9.2) until the service ends them.
     *
     * @throws IOException also when the stream breaks off
     */
    public void events(String path, Consumer<Event> told) throws IOException {
        try (HttpClient client = client()) {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() >= 400) {
                    String body = lines.collect(Collectors.joining());
                    throw new IOException(JSON.readTree(body)
                            .path("Message")
                            .asText("The " + service + " answered " + response.statusCode() + "."));
                }
                lines.forEach(new Consumer<>() {
                    private String name = "message";

                    @Override
                    public void accept(String line) {
                        if (line.startsWith("event:")) {
                            name = line.substring("event:".length()).strip();
                        } else if (line.startsWith("data:")) {
                            told.accept(new Event(
                                    name, line.substring("data:".length()).strip()));
                        }
                    }
                });
            }
        } catch (UncheckedIOException broken) {
            throw new IOException("The " + service + " broke off; read it again.", broken);
        } catch (IOException failed) {
            throw Unreached.of(failed, service, url, away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder();
        tls.ifPresent(client::sslContext);
        return client.build();
    }

    /** The text as a part of a path or a form. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException {
        try (HttpClient client = client()) {
            HttpResponse<String> response = WholeAnswer.of(
                    client,
                    request.header("Authorization", "Bearer " + token)
                            .timeout(Unreached.PATIENCE)
                            .build(),
                    BodyHandlers.ofString(),
                    Unreached.PATIENCE);
            if (response.statusCode() == 503) {
                throw new IOException("The " + service + " is not ready (./opsbus status says why); try again.");
            }
            JsonNode body = read(response.body());
            if (response.statusCode() >= 400) {
                throw new IOException(sentence(body, response.statusCode()));
            }
            return body;
        } catch (IOException failed) {
            throw Unreached.of(failed, service, url, away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private JsonNode read(String body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (IOException other) {
            throw new IOException("What answers at " + url + " is no " + service + ".", other);
        }
    }

    /** What it said, with what it found wrong. */
    private String sentence(JsonNode body, int status) {
        var said = new StringBuilder(body.path("message").asText("The " + service + " answered " + status + "."));
        for (JsonNode error : body.path("errors")) {
            said.append(' ')
                    .append(error.path("field").asText())
                    .append(' ')
                    .append(error.path("message").asText())
                    .append('.');
        }
        return said.toString();
    }
}
