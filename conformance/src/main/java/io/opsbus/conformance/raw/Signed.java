package io.opsbus.conformance.raw;

import io.opsbus.conformance.AccessKey;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes requests with a good signature.
 *
 * @param url where they go
 * @param at the time they claim to be made at
 * @param nonce what makes each request one of a kind
 */
public record Signed(URI url, AccessKey key, Instant at, String nonce) {
    /** The API version of ECS. */
    public static final String ECS = "2014-05-26";

    /** The API version of CloudMonitor. */
    public static final String CMS = "2019-01-01";

    private static final byte[] NOTHING = new byte[0];

    /** Made now, with a fresh nonce. */
    public static Signed now(URI url, AccessKey key) {
        return new Signed(url, key, Instant.now(), UUID.randomUUID().toString());
    }

    public Signed at(Instant other) {
        return new Signed(url, key, other, nonce);
    }

    /** Signature version 1 with all parameters in the query. */
    public RawRequest v1(String method, String action, Map<String, String> parameters) {
        return RawRequest.of(method, "/?" + Encoding.query(v1Parameters(method, action, parameters)), host());
    }

    /** The parameters of a version 1 request, its signature among them. */
    public Map<String, String> v1Parameters(String method, String action, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "Action",
                action,
                "Version",
                ECS,
                "Format",
                "JSON",
                "AccessKeyId",
                key.id(),
                "SignatureMethod",
                "HMAC-SHA1",
                "SignatureVersion",
                "1.0",
                "SignatureNonce",
                nonce,
                "Timestamp",
                timestamp()));
        all.putAll(parameters);
        String toSign = method + "&%2F&" + Encoding.percent(Encoding.query(all));
        byte[] signature = Encoding.hmac("HmacSHA1", key.secret() + "&", toSign);
        all.put("Signature", Base64.getEncoder().encodeToString(signature));
        return all;
    }

    /** ACS3-HMAC-SHA256 with the parameters in the query and no body. */
    public RawRequest acs3(String method, String action, Map<String, String> parameters) {
        return acs3(method, action, parameters, NOTHING, List.of());
    }

    /**
     * ACS3-HMAC-SHA256.
     *
     * @param body signed by its digest; no header announces its length
     * @param more further headers to send and to sign, {@code name: value}
     */
    public RawRequest acs3(
            String method, String action, Map<String, String> parameters, byte[] body, List<String> more) {
        Map<String, String> signed = new TreeMap<>(Map.of(
                "host",
                url.getAuthority(),
                "x-acs-action",
                action,
                "x-acs-version",
                ECS,
                "x-acs-date",
                timestamp(),
                "x-acs-signature-nonce",
                nonce,
                "x-acs-content-sha256",
                Encoding.sha256(body)));
        more.forEach(line -> signed.put(
                line.substring(0, line.indexOf(':')),
                line.substring(line.indexOf(':') + 1).strip()));
        String query = Encoding.query(parameters);
        List<String> lines = new ArrayList<>();
        signed.forEach((name, value) -> lines.add(name + ": " + value));
        lines.add("Authorization: " + authorization(method, query, signed, Encoding.sha256(body)));
        return new RawRequest(method, query.isEmpty() ? "/" : "/?" + query, lines, body);
    }

    private String authorization(String method, String query, Map<String, String> signed, String bodyHash) {
        String names = String.join(";", signed.keySet());
        String headers = signed.entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join("\n", method, "/", query, headers, names, bodyHash);
        String toSign =
                "ACS3-HMAC-SHA256\n" + Encoding.sha256(canonical.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String signature = HexFormat.of().formatHex(Encoding.hmac("HmacSHA256", key.secret(), toSign));
        return "ACS3-HMAC-SHA256 Credential=" + key.id() + ",SignedHeaders=" + names + ",Signature=" + signature;
    }

    private String timestamp() {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String host() {
        return "Host: " + url.getAuthority();
    }
}
