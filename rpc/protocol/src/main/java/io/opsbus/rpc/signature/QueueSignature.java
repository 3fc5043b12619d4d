package io.opsbus.rpc.signature;

import io.opsbus.rpc.parameter.PercentText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code Authorization} header of a request to a queue, in either of its two versions (API facts 2.4; the second is the
 * usual one, the fourth an option of the 2.x clients). Neither covers the body.
 */
public sealed interface QueueSignature {
    /** Whose key is claimed. */
    String accessKeyId();

    /** Checks that it signs {@code request}. */
    Verdict verify(Request request, AccessKeySecret secret);

    /**
     * The parts of a request that are signed.
     *
     * @param method upper case
     * @param path as sent
     * @param query as sent, without {@code ?}; empty when there is none
     * @param headers by lower-case name
     * @param time of the header {@code Date}
     */
    record Request(String method, String path, String query, Map<String, String> headers, Instant time) {
        private String header(String name) {
            return headers.getOrDefault(name, "").trim();
        }

        /** Name and value of every header that is the product's own, sorted. */
        private Stream<String> own() {
            return new TreeMap<>(headers)
                    .entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith("x-mns-"))
                            .map(entry ->
                                    entry.getKey() + ":" + entry.getValue().trim() + "\n");
        }
    }

    /** Reads the header; empty for another scheme, or one that is incomplete. */
    static Optional<QueueSignature> parse(String header) {
        var second = Second.FORM.matcher(header);
        if (second.matches()) {
            return Optional.of(new Second(second.group(1), second.group(2)));
        }
        var fourth = Fourth.FORM.matcher(header);
        return fourth.matches()
                ? Optional.of(new Fourth(fourth.group(1), fourth.group(2), fourth.group(3), fourth.group(4)))
                : Optional.empty();
    }

    /**
     * HMAC-SHA1 with the secret.
     *
     * @param signature Base64
     */
    record Second(String accessKeyId, String signature) implements QueueSignature {
        private static final Pattern FORM = Pattern.compile("MNS ([^:,\\s]{1,128}):([A-Za-z0-9+/=]{1,64})");

        /** What is signed. */
        static String stringToSign(Request request) {
            return Stream.of(
                                    request.method,
                                    request.header("content-md5"),
                                    request.header("content-type"),
                                    request.header("date"))
                            .map(part -> part + "\n")
                            .collect(Collectors.joining())
                    + request.own().collect(Collectors.joining())
                    + request.path
                    + (request.query.isEmpty() ? "" : "?" + request.query);
        }

        @Override
        public Verdict verify(Request request, AccessKeySecret secret) {
            String signed = stringToSign(request);
            String right = Base64.getEncoder().encodeToString(secret.bareHmacSha1(signed));
            return SignatureV1.isSame(signature, right)
                    ? new Verdict.Match(covered(request, "content-md5", "content-type", "date"))
                    : new Verdict.Mismatch(signed);
        }
    }

    /**
     * HMAC-SHA256 with a key derived from the secret for a day, a region and the product.
     *
     * @param date {@code yyyyMMdd}
     * @param signature lower-case hex
     */
    record Fourth(String accessKeyId, String date, String region, String signature) implements QueueSignature {
        private static final Pattern FORM = Pattern.compile("MNS4-HMAC-SHA256 Credential=([^/,\\s]{1,128})/([0-9]{8})/"
                + "([0-9A-Za-z-]{1,64})/mns/aliyun_v4_request,\\s?Signature=([0-9a-f]{64})");
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

        private List<String> scope() {
            return List.of(date, region, "mns", "aliyun_v4_request");
        }

        /** What is signed: the canonical request itself and not its hash. */
        String stringToSign(Request request) {
            return "MNS4-HMAC-SHA256\n" + TIME.format(request.time) + "\n" + String.join("/", scope()) + "\n"
                    + request.method + "\n"
                    + Stream.of(request.path.split("/", -1))
                            .map(PercentText::encode)
                            .collect(Collectors.joining("/"))
                    + "\n" + query(request.query) + "\n" + headers(request) + "\n";
        }

        /** Names in lower case, sorted; values as sent, encoded once more. */
        private static String query(String raw) {
            Map<String, String> sorted = new TreeMap<>();
            for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                sorted.put(
                        PercentText.encode(name.trim().toLowerCase(java.util.Locale.ROOT)),
                        PercentText.encode(value.trim()));
            }
            return sorted.entrySet().stream()
                    .map(entry -> entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("&"));
        }

        /** Content-… sorts before x-mns-…. */
        private static String headers(Request request) {
            return Stream.concat(
                            Stream.of("content-md5", "content-type")
                                    .filter(request.headers::containsKey)
                                    .map(name -> name + ":" + request.header(name) + "\n"),
                            request.own())
                    .collect(Collectors.joining());
        }

        @Override
        public Verdict verify(Request request, AccessKeySecret secret) {
            String signed = stringToSign(request);
            String right = HexFormat.of().formatHex(secret.derivedHmacSha256("aliyun_v4", scope(), signed));
            return date.equals(TIME.format(request.time).substring(0, date.length()))
                            && SignatureV1.isSame(signature, right)
                    ? new Verdict.Match(covered(request, "content-md5", "content-type"))
                    : new Verdict.Mismatch(signed);
        }
    }

    private static Set<String> covered(Request request, String... names) {
        return Stream.concat(
                        Stream.of(names), request.headers.keySet().stream().filter(name -> name.startsWith("x-mns-")))
                .collect(Collectors.toUnmodifiableSet());
    }
}
