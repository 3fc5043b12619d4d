package io.opsbus.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.rpc.peer.WholeAnswer;
import io.opsbus.standalone.Operator;
import io.opsbus.standalone.Plan;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.demo.SampleEvents.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Shows the main job on the running system: events in, notifications out, the filter between. */
public final class Demo {
    /** The guide's own account, masked as the guide has it. */
    private static final String ACCOUNT = "169070*****30";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> WANTED = List.of("CRITICAL", "WARN");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final String events;
    private final String subscriptions;
    private final String token;
    private final HttpClient client = HttpClient.newHttpClient();

    public Demo(Settings settings, PrintStream out) throws IOException {
        this.out = out;
        this.token = Operator.token(settings);
        Map<String, String> urls = Plan.serviceUrls(settings);
        this.events = urls.get("event-service") + "/events";
        this.subscriptions = urls.get("notifier-service") + "/accounts/"
                + URLEncoder.encode(ACCOUNT, StandardCharsets.UTF_8) + "/subscriptions";
    }

    /** Exit code 0 when exactly the wanted events arrived, unchanged. */
    public int run() throws IOException {
        try (Receiver receiver = new Receiver()) {
            String subscription = subscribe(receiver.url());
            try {
                return shown(receiver) == 0 ? 0 : 1;
            } finally {
                // nothing is there any more that it could be told to
                remove(subscription);
            }
        }
    }

    private int shown(Receiver receiver) throws IOException {
        out.println(
                "Receiver on " + receiver.url() + ", subscribed to " + WANTED + " events of account " + ACCOUNT + ".");
        out.println("Publishing the guide's samples (section 4)…");
        out.println();
        Map<String, Long> sent = new HashMap<>();
        List<Sample> samples = SampleEvents.all();
        for (Sample sample : samples) {
            sent.put(sample.id(), System.nanoTime());
            publish(sample);
        }
        await(samples, receiver);
        return report(samples, sent, receiver);
    }

    private void remove(String subscription) throws IOException {
        int status = send(HttpRequest.newBuilder(URI.create(subscriptions + "/" + subscription))
                        .DELETE())
                .statusCode();
        if (status >= 400) {
            out.println("The demo's subscription stays (HTTP " + status
                    + "); take it away with ./opsbus subscriptions remove" + " --account '" + ACCOUNT + "' "
                    + subscription);
        }
    }

    private String subscribe(String url) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        WANTED.forEach(body.putArray("levels")::add);
        body.putArray("names").add("*");
        body.put("product", "ECS");
        body.putArray("resources").add("*");
        body.putObject("target").put("type", "webhook").put("url", url);
        HttpResponse<String> answer = post(subscriptions, body);
        if (answer.statusCode() != 201) {
            throw new IOException("notifier-service refused the subscription: " + answer.body());
        }
        return JSON.readTree(answer.body()).path("id").asText();
    }

    private void publish(Sample sample) throws IOException {
        HttpResponse<String> answer = post(events, sample.body());
        if (answer.statusCode() != 202) {
            throw new IOException("event-service refused " + sample.what() + ": " + answer.body());
        }
    }

    private static boolean isWanted(Sample sample) {
        return WANTED.contains(sample.level());
    }

    private static void await(List<Sample> samples, Receiver receiver) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end
                && !samples.stream()
                        .filter(Demo::isWanted)
                        .allMatch(s -> receiver.of(s.id()).isPresent())) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private int report(List<Sample> samples, Map<String, Long> sent, Receiver receiver) {
        int wrong = 0;
        out.printf("  %-22s %-9s %-44s %s%n", "EVENT", "LEVEL", "NAME", "WHAT HAPPENED");
        for (Sample sample : samples) {
            Optional<Receiver.Arrival> arrival = receiver.of(sample.id());
            String outcome;
            if (arrival.isEmpty()) {
                wrong += isWanted(sample) ? 1 : 0;
                outcome = isWanted(sample)
                        ? "LOST: not here after " + PATIENCE.toSeconds() + " s"
                        : "held back by the filter";
            } else {
                boolean same = arrival.get().body().equals((JsonNode) sample.body());
                wrong += isWanted(sample) && same ? 0 : 1;
                double millis = (arrival.get().atNanos() - sent.getOrDefault(sample.id(), 0L)) / 1e6;
                outcome = "arrived after %.0f ms, %s".formatted(millis, same ? "exactly as published" : "CHANGED");
            }
            out.printf("  %-22s %-9s %-44s %s%n", sample.what(), sample.level(), sample.name(), outcome);
        }
        out.println();
        out.println(wrong == 0 ? "All as it should be." : wrong + " events did not end as they should.");
        return wrong;
    }

    private HttpResponse<String> post(String url, JsonNode body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return WholeAnswer.of(
                    client,
                    request.header("Authorization", "Bearer " + token)
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString(),
                    PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (java.net.ConnectException away) {
            throw new IOException(
                    "nothing answers at " + request.build().uri() + "; start the system with ./opsbus up", away);
        }
    }
}
