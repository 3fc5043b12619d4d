package io.opsbus.benchmarks.api;

import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.Acs3;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Requests as the newer official SDKs make them: everything in the query, ACS3, a nonce each. */
public final class SignedRequest {
    private static final String EMPTY = Acs3.sha256(new byte[0]);
    private static final List<String> SIGNED = List.of(
            "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version");

    private final String host;
    private final String keyId;
    private final AccessKeySecret secret;
    private final String run = Long.toHexString(System.nanoTime());
    private final AtomicLong nonces = new AtomicLong();

    /**
     * Signs for one access key.
     *
     * @param host with its port, as the {@code Host} header has it
     */
    public SignedRequest(String host, String keyId, String secret) {
        this.host = host;
        this.keyId = keyId;
        this.secret = new AccessKeySecret(secret);
    }

    /** The bytes of one request; another nonce every time. */
    public byte[] bytes(String action, Map<String, String> parameters) {
        Map<String, String> headers = new HashMap<>();
        headers.put("host", host);
        headers.put("x-acs-action", action);
        headers.put("x-acs-version", "2014-05-26");
        headers.put("x-acs-date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put("x-acs-signature-nonce", run + "-" + nonces.incrementAndGet());
        headers.put("x-acs-content-sha256", EMPTY);
        var request = new Acs3.Request("POST", "/", parameters, headers, EMPTY);
        String signature = Acs3.sign(Acs3.stringToSign(request, SIGNED), secret);
        headers.put(
                "authorization",
                "ACS3-HMAC-SHA256 Credential=" + keyId + ",SignedHeaders=" + String.join(";", SIGNED) + ",Signature="
                        + signature);
        headers.put("accept", "application/json");
        headers.put("content-length", "0");
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                        .collect(Collectors.joining("&"));
        String head = headers.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue() + "\r\n")
                .collect(Collectors.joining());
        return ("POST /?" + query + " HTTP/1.1\r\n" + head + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
