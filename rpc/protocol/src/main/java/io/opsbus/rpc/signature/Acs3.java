package io.opsbus.rpc.signature;

import io.opsbus.rpc.parameter.PercentText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signature version 3, ACS3-HMAC-SHA256 (help.aliyun.com, "Request syntax and signature method V3"). */
public final class Acs3 {
    private static final String PAYLOAD_HASH = "x-acs-content-sha256";
    /** Without them a captured request could be sent again or with another body. */
    private static final List<String> ALWAYS_SIGNED = List.of("x-acs-date", "x-acs-signature-nonce", PAYLOAD_HASH);
    /** They choose what runs, so where they are sent they must be covered. */
    private static final List<String> SIGNED_IF_SENT = List.of("x-acs-action", "x-acs-version", "x-acs-security-token");

    private Acs3() {}

    /**
     * The parts of an HTTP request that are signed.
     *
     * @param method upper case
     * @param path as sent; {@code /} for RPC
     * @param query decoded parameters of the query string only
     * @param headers by lower-case name; {@code host} as the client sent it, with its port
     * @param payloadSha256 lower-case hex of the raw body's SHA-256
     */
    public record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, String payloadSha256) {}

    /** The canonical request; headers that are named and absent count as empty. */
    public static String canonicalRequest(Request request, List<String> signedHeaders) {
        String query = new TreeMap<>(request.query())
                .entrySet().stream()
                        .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        String headers = signedHeaders.stream()
                .map(name ->
                        name + ":" + request.headers().getOrDefault(name, "").trim() + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                request.path(),
                query,
                headers,
                String.join(";", signedHeaders),
                request.payloadSha256());
    }

    /** What is signed: the algorithm and the hash of the canonical request. */
    public static String stringToSign(Request request, List<String> signedHeaders) {
        return Acs3Authorization.ALGORITHM + "\n"
                + sha256(canonicalRequest(request, signedHeaders).getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of {@code stringToSign}, lower-case hex. */
    public static String sign(String stringToSign, AccessKeySecret secret) {
        return HexFormat.of().formatHex(secret.hmacSha256(stringToSign));
    }

    /** Checks that {@code authorization} signs {@code request}, its body included. */
    public static Verdict verify(Request request, Acs3Authorization authorization, AccessKeySecret secret) {
        List<String> signed = authorization.signedHeaders();
        for (String name : ALWAYS_SIGNED) {
            if (!signed.contains(name)
                    || request.headers().getOrDefault(name, "").isBlank()) {
                return new Verdict.Incomplete("The header " + name + " must be sent and signed.");
            }
        }
        for (String name : SIGNED_IF_SENT) {
            if (request.headers().containsKey(name) && !signed.contains(name)) {
                return new Verdict.Incomplete("The header " + name + " is sent and must be signed.");
            }
        }
        if (!SignatureV1.isSame(request.headers().getOrDefault(PAYLOAD_HASH, "").trim(), request.payloadSha256())) {
            return new Verdict.Incomplete("The header " + PAYLOAD_HASH + " is not the SHA-256 of the body.");
        }
        String stringToSign = stringToSign(request, signed);
        return SignatureV1.isSame(authorization.signature(), sign(stringToSign, secret))
                ? new Verdict.Match(Set.copyOf(signed))
                : new Verdict.Mismatch(stringToSign);
    }

    /** SHA-256, lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
