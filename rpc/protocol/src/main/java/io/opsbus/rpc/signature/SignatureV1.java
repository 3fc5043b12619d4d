package io.opsbus.rpc.signature;

import io.opsbus.rpc.parameter.PercentText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signature version 1.0, method HMAC-SHA1: over the method and all parameters but {@code Signature}
 * (help.aliyun.com, "RPC-style request body and signature").
 */
public final class SignatureV1 {
    private SignatureV1() {}

    /**
     * What is signed: {@code METHOD&%2F&} and the encoded canonical query.
     *
     * @param method HTTP method in upper case
     * @param parameters decoded; {@code Signature} is left out here
     */
    public static String stringToSign(String method, Map<String, String> parameters) {
        String canonical = new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("Signature"))
                        .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return method + "&%2F&" + PercentText.encode(canonical);
    }

    /** The signature of {@code stringToSign}, Base64. */
    public static String sign(String stringToSign, AccessKeySecret secret) {
        return Base64.getEncoder().encodeToString(secret.hmacSha1(stringToSign));
    }

    /**
     * Checks the {@code Signature} parameter. Most clients sign empty parameters as {@code k=}; one official generator
     * (tea-openapi) leaves them out of what it signs yet sends them, so a mismatch is tried again without them.
     */
    public static Verdict verify(String method, Map<String, String> parameters, AccessKeySecret secret) {
        String given = parameters.getOrDefault("Signature", "");
        if (given.isEmpty()) {
            return new Verdict.Incomplete("The parameter Signature is missing.");
        }
        String withEmpties = stringToSign(method, parameters);
        if (isSame(given, sign(withEmpties, secret))) {
            return new Verdict.Match(Set.of());
        }
        Map<String, String> notEmpty = new TreeMap<>(parameters);
        notEmpty.values().removeIf(String::isEmpty);
        boolean matches =
                notEmpty.size() < parameters.size() && isSame(given, sign(stringToSign(method, notEmpty), secret));
        return matches ? new Verdict.Match(Set.of()) : new Verdict.Mismatch(withEmpties);
    }

    /** Takes the same time wherever the texts differ. */
    static boolean isSame(String given, String computed) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), computed.getBytes(StandardCharsets.UTF_8));
    }
}
