package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.peer.WholeAnswer;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.SignatureV1;
import java.io.IOException;
import java.net.ConnectException;
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

/** Calls the running system's API as the built-in account, signed as the official SDKs sign. */
public final class Api {
    public static final String REGION = "cn-hangzhou";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI gateway;
    private final BuiltInAccount account;

    public Api(Settings settings, BuiltInAccount account) {
        this.gateway = URI.create("http://127.0.0.1:" + settings.ports().gatewayHttp() + "/");
        this.account = account;
    }

    /**
     * Calls an Action.
     *
     * @throws IOException also when it is refused; the message is the API's
     */
    public JsonNode call(String action, Map<String, String> asked) throws IOException {
        Map<String, String> parameters = new TreeMap<>(asked);
        parameters.putAll(Map.of("Action", action, "Version", "2014-05-26", "Format", "JSON", "RegionId", REGION));
        sign(parameters);
        String form = parameters.entrySet().stream()
                .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(gateway)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
            var response = WholeAnswer.of(client, request, BodyHandlers.ofString(), PATIENCE);
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new IOException(
                        action + " was refused: " + answer.path("Message").asText("no reason given"));
            }
            return answer;
        } catch (ConnectException away) {
            throw new IOException("nothing answers at " + gateway + "; start the system with ./opsbus up", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private void sign(Map<String, String> parameters) {
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
    }
}
