package io.opsbus.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Queues behind a gateway as an account has them, by hand: MNS 2015-06-06 with its older signature. */
record QueueDoor(URI gateway, String keyId, String secret) {
    private static final String TYPE = "text/xml;charset=UTF-8";
    private static final String NAMESPACE = "xmlns=\"http://mns.aliyuncs.com/doc/v1\"";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    int create(String queue) throws Exception {
        return send("PUT", "/queues/" + queue, "<Queue " + NAMESPACE + "/>").statusCode();
    }

    /** Waits up to 30 s for a message; its body as text. */
    String receive(String queue) throws Exception {
        HttpResponse<String> answer = send("GET", "/queues/" + queue + "/messages?waitseconds=30", "");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        String body = answer.body().replaceAll("(?s).*<MessageBody>(.*)</MessageBody>.*", "$1");
        return new String(Base64.getDecoder().decode(body), UTF_8);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException, GeneralSecurityException {
        String date = DATE.format(Instant.now());
        String signed = method + "\n\n" + TYPE + "\n" + date + "\nx-mns-version:2015-06-06\n" + path;
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .header("Content-Type", TYPE)
                .header("Date", date)
                .header("x-mns-version", "2015-06-06")
                .header("Authorization", "MNS " + keyId + ":" + signature)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
