package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.SignatureV1;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one machine may register with, made through the API as anybody would make it.
 *
 * @param code secret; shown nowhere
 */
record Activation(String id, String code) {
    static final String REGION = "cn-hangzhou";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** CreateActivation for one machine and one hour. */
    static Activation create(Settings settings, BuiltInAccount account) throws IOException {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "Action",
                "CreateActivation",
                "Version",
                "2014-05-26",
                "Format",
                "JSON",
                "RegionId",
                REGION,
                "InstanceCount",
                "1",
                "TimeToLiveInHours",
                "1",
                "InstanceName",
                "this-machine"));
        JsonNode answer = call(settings, account, parameters);
        if (!answer.path("ActivationCode").isTextual()) {
            throw new IOException(
                    "no activation for this machine: " + answer.path("Message").asText("no answer"));
        }
        return new Activation(
                answer.path("ActivationId").asText(),
                answer.path("ActivationCode").asText());
    }

    private static JsonNode call(Settings settings, BuiltInAccount account, Map<String, String> parameters)
            throws IOException {
        parameters.put("AccessKeyId", account.accessKeyId());
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureVersion", "1.0");
        parameters.put("SignatureNonce", UUID.randomUUID().toString());
        parameters.put(
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put(
                "Signature",
                SignatureV1.sign(
                        SignatureV1.stringToSign("POST", parameters), new AccessKeySecret(account.accessKeySecret())));
        String form = parameters.entrySet().stream()
                .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + settings.ports().gatewayHttp() + "/"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Activation[" + id + "]";
    }
}
