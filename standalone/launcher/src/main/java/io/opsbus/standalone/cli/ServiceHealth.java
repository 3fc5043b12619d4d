package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.peer.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service's {@code /health} says, read alike from both frameworks' forms.
 *
 * @param status UP, DOWN or the framework's other words; UNREACHABLE when there is no answer
 * @param reasons one for each part that is not UP
 */
record ServiceHealth(String name, String status, List<String> reasons) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    boolean isUp() {
        return status.equals("UP");
    }

    static ServiceHealth of(String name, String url) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url + "/health"))
                    .timeout(PATIENCE)
                    .build();
            return parse(
                    name,
                    WholeAnswer.of(client, request, BodyHandlers.ofString(), PATIENCE)
                            .body());
        } catch (IOException away) {
            return new ServiceHealth(name, "UNREACHABLE", List.of("no answer from " + url));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new ServiceHealth(name, "UNREACHABLE", List.of("interrupted"));
        }
    }

    static ServiceHealth parse(String name, String body) throws IOException {
        JsonNode tree = JSON.readTree(body);
        List<String> reasons = new ArrayList<>();
        // Spring calls the parts "components", Micronaut "details"
        for (String parts : List.of("components", "details")) {
            tree.path(parts).properties().forEach(part -> {
                String status = part.getValue().path("status").asText();
                if (!status.isEmpty() && !status.equals("UP")) {
                    reasons.add(part.getKey() + " " + status
                            + reason(part.getValue().path("details")));
                }
            });
        }
        return new ServiceHealth(name, tree.path("status").asText("UNKNOWN"), List.copyOf(reasons));
    }

    private static String reason(JsonNode details) {
        if (details.isMissingNode() || details.isEmpty()) {
            return "";
        }
        JsonNode reason = details.path("reason");
        String text = reason.isTextual() ? reason.asText() : details.toString();
        return ": " + (text.length() > 300 ? text.substring(0, 300) + "…" : text);
    }
}
