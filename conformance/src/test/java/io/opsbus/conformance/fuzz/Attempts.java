package io.opsbus.conformance.fuzz;

import static java.util.stream.Collectors.joining;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.raw.RawRequest;
import io.opsbus.conformance.raw.Signed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes requests: most of them well signed, so that they reach the action, each with something wrong somewhere.
 *
 * @param key whose account they are made in
 * @param parameters of every action, by its name
 */
record Attempts(long seed, URI url, AccessKey key, Map<String, List<String>> parameters) {
    private static final List<String> HEADERS = List.of(
            "Accept: application/xml",
            "Accept: */*;q=0",
            "Accept-Encoding: gzip",
            "Accept-Encoding: br;q=x",
            "X-Forwarded-For: 127.0.0.1",
            "X-Opsbus-Identity: 1690700000000030",
            "x-acs-security-token: sts",
            "x-acs-version: 1999-01-01",
            "x-acs-action: DeleteInstance",
            "Content-Type: application/json",
            "Content-Type: text/plain; charset=utf-16",
            "Content-Type: ;",
            "Cookie: a=b",
            "Authorization: Basic eDp5",
            "traceparent: 00-nonsense",
            "Expect: the unexpected",
            "Connection: keep-alive, x",
            "Range: bytes=0-0",
            "If-None-Match: *",
            "X-Empty:",
            "X-Long: " + "z".repeat(4000));
    private static final List<String> FORMATS = List.of("JSON", "json", "XML", "xml", "YAML", "");
    private static final Duration FAR = Duration.ofHours(1);

    /** The request of that number; the same seed and number make the same one, but for its time and nonce. */
    Attempt number(long number) {
        SplittableRandom random = new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L));
        Words words = new Words(random);
        List<String> actions = List.copyOf(parameters.keySet());
        String action = words.once(50)
                ? "No" + words.noise(5)
                : words.of(actions.stream().sorted().toList());
        Map<String, String> chosen = new TreeMap<>();
        List<String> known = parameters.getOrDefault(action, List.of("RegionId", "InstanceId"));
        for (int i = random.nextInt(8); i > 0; i--) {
            chosen.put(words.name(known), words.value());
        }
        if (words.once(3)) {
            chosen.put("RegionId", url.getHost().isEmpty() ? "" : "cn-hangzhou");
        }
        RawRequest request = spoilt(words, signed(words, action, chosen));
        return new Attempt(number, action, request);
    }

    private RawRequest signed(Words words, String action, Map<String, String> chosen) {
        Instant at = words.once(50) ? Instant.now().plus(words.once(2) ? FAR : FAR.negated()) : Instant.now();
        Signed signed = new Signed(
                url, key, at, words.once(100) ? "worn-out" : UUID.randomUUID().toString());
        String method = words.of(List.of("GET", "POST"));
        if (words.once(2)) {
            return signed.acs3(method, isText(action) ? action : "NoSuchAction", chosen);
        }
        chosen.putIfAbsent("Format", words.of(FORMATS));
        Map<String, String> all = signed.v1Parameters(method, action, chosen);
        if (method.equals("POST") && words.once(3)) {
            return form(all);
        }
        return RawRequest.of(method, "/?" + encoded(all), "Host: " + url.getAuthority());
    }

    private RawRequest form(Map<String, String> all) {
        byte[] body = encoded(all).getBytes(StandardCharsets.US_ASCII);
        return RawRequest.of(
                        "POST",
                        "/",
                        "Host: " + url.getAuthority(),
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: " + body.length)
                .withBody(body);
    }

    /** Breaks one thing in every third request. */
    private static RawRequest spoilt(Words words, RawRequest good) {
        if (!words.once(3)) {
            return good;
        }
        String target = good.target();
        int middle =
                2 + words.of(List.of(0, target.length() / 3, target.length() / 2)) % Math.max(1, target.length() - 2);
        int cut = Math.min(middle, target.length());
        return switch (words.of(List.of(0, 1, 2, 3, 4, 5, 6, 7))) {
            case 0 -> good.plus(words.of(HEADERS));
            case 1 -> good.plus(words.of(HEADERS), words.of(HEADERS));
            case 2 -> good.withTarget(target + (target.contains("?") ? "&" : "?") + "RegionId=a&RegionId=b");
            case 3 -> good.withTarget(target.substring(0, cut));
            case 4 -> good.withTarget(target.substring(0, cut) + "%" + target.substring(cut));
            case 5 -> good.without("Authorization");
            case 6 -> good.withMethod(words.of(List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")));
            default -> good.withTarget(target.replaceFirst("=", "=="));
        };
    }

    private static boolean isText(String action) {
        return action.chars().allMatch(c -> c > 32 && c < 127);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
