package io.opsbus.gateway.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.gateway.rpc.Claim.Reading;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.signature.QueueSignature;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a request to a queue (API facts 2.4) as a call like any other: an action of version {@value #VERSION} with parameters.
 * Method and path name the action; path, query, headers and body are its parameters ({@code QueueName}, {@code WaitSeconds} …,
 * {@code Body}).
 */
final class QueueClaims {
    static final String VERSION = "2015-06-06";
    static final Manner MANNER = new Manner.Queues();

    /** How long the longest poll waits; a queue may say so itself, so every receive may take it. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

    private static final String QUEUES = "queues";
    /** Query names, which may come in any case, and the parameters they are. */
    private static final Map<String, String> QUERY = Map.of(
            "waitseconds", "WaitSeconds",
            "numofmessages", "NumOfMessages",
            "receipthandle", "ReceiptHandle",
            "visibilitytimeout", "VisibilityTimeout");

    private static final Map<String, String> HEADERS = Map.of(
            "x-mns-prefix", "Prefix",
            "x-mns-marker", "Marker",
            "x-mns-ret-number", "RetNumber",
            "x-mns-with-meta", "WithMeta");

    private QueueClaims() {}

    /** Whether the path is one of queues or topics. */
    static boolean areMeantBy(String path) {
        return path.equals("/queues")
                || path.startsWith("/queues/")
                || path.equals("/topics")
                || path.startsWith("/topics/");
    }

    static Reading read(HttpCall http) {
        Optional<RpcError> wrong = unsigned(http).or(() -> damaged(http));
        if (wrong.isPresent()) {
            return broken(wrong.get());
        }
        QueueSignature signature = QueueSignature.parse(header(http, "authorization"))
                .orElseThrow(() -> new IllegalStateException("was looked at before"));
        Instant time = date(http).orElseThrow();
        var request = new QueueSignature.Request(http.method(), http.path(), http.query(), http.headers(), time);
        return switch (Parameters.merge(http.query(), "")) {
            case Got.Given<Parameters>(Parameters given) -> {
                Map<String, String> query = lowerCase(given.asMap());
                yield action(http, query)
                        .<Reading>map(action -> new Reading.Claimed(new Claim(
                                // these signatures have no nonce
                                new Claim.Signer(signature.accessKeyId(), time.toString(), Optional.empty()),
                                new ActionName(VERSION, action),
                                MANNER,
                                parameters(http, query),
                                secret -> signature.verify(request, secret))))
                        .orElseGet(() -> broken(noSuchPath(http)));
            }
            case Got.Absent<Parameters> _, Got.Wrong<Parameters> _ ->
                broken(new RpcError(400, "InvalidQueryString", "The query string cannot be read."));
        };
    }

    /** Longer than others may be asked to wait. */
    static Duration patience(ActionName name) {
        return name.equals(new ActionName(VERSION, "ReceiveMessage")) ? LONGEST_POLL : Duration.ZERO;
    }

    private static Optional<RpcError> unsigned(HttpCall http) {
        String authorization = header(http, "authorization");
        if (authorization.isEmpty()) {
            return wrong("MissingAuthorizationHeader", "The header Authorization is missing.");
        }
        if (QueueSignature.parse(authorization).isEmpty()) {
            return wrong(
                    "InvalidAuthorizationHeader",
                    "The header Authorization must be MNS id:signature, or MNS4-HMAC-SHA256 with Credential and Signature.");
        }
        if (header(http, "date").isEmpty()) {
            return wrong("MissingDateHeader", "The header Date is missing.");
        }
        return date(http).isEmpty()
                ? wrong("InvalidDateHeader", "The header Date must look like Thu, 07 Mar 2019 08:00:00 GMT.")
                : Optional.empty();
    }

    private static Optional<Instant> date(HttpCall http) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    header(http, "date").trim(), Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The signature covers the body only by this header, and clients need not send it. */
    private static Optional<RpcError> damaged(HttpCall http) {
        String claimed = header(http, "content-md5").trim();
        return claimed.isEmpty() || claimed.equals(md5(http.body()))
                ? Optional.empty()
                // so written by the original
                : wrong("InvalidDegist", "The header Content-MD5 is not the Base64 of the body's MD5.");
    }

    private static String md5(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has MD5", missing);
        }
    }

    /** What method and path ask for; empty when it is nothing. */
    private static Optional<String> action(HttpCall http, Map<String, String> query) {
        String[] parts = http.path().split("/", -1);
        if (!parts[1].equals(QUEUES)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (parts.length) {
                    case 2 -> http.method().equals("GET") ? "ListQueue" : null;
                    case 3 -> ofQueue(http.method(), isSet(query, "metaoverride"));
                    case 4 -> parts[3].equals("messages") ? ofMessages(http.method(), isSet(query, "peekonly")) : null;
                    default -> null;
                });
    }

    private static @org.jspecify.annotations.Nullable String ofQueue(String method, boolean isOverride) {
        return switch (method) {
            case "PUT" -> isOverride ? "SetQueueAttributes" : "CreateQueue";
            case "GET" -> "GetQueueAttributes";
            case "DELETE" -> "DeleteQueue";
            default -> null;
        };
    }

    private static @org.jspecify.annotations.Nullable String ofMessages(String method, boolean isPeek) {
        return switch (method) {
            case "POST" -> "SendMessage";
            case "GET" -> isPeek ? "PeekMessage" : "ReceiveMessage";
            case "PUT" -> "ChangeMessageVisibility";
            case "DELETE" -> "DeleteMessage";
            default -> null;
        };
    }

    private static Parameters parameters(HttpCall http, Map<String, String> query) {
        Map<String, String> all = new TreeMap<>();
        String[] parts = http.path().split("/", -1);
        if (parts.length > 2) {
            all.put("QueueName", PercentText.decode(parts[2]).orElse(parts[2]));
        }
        QUERY.forEach((sent, name) -> putIfSent(all, name, query.get(sent)));
        HEADERS.forEach((sent, name) -> putIfSent(all, name, http.headers().get(sent)));
        if (http.body().length > 0) {
            all.put("Body", new String(http.body(), UTF_8));
        }
        return Parameters.of(all);
    }

    private static void putIfSent(
            Map<String, String> all, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> query) {
        Map<String, String> all = new TreeMap<>();
        query.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        return all;
    }

    private static boolean isSet(Map<String, String> query, String name) {
        return query.getOrDefault(name, "").equalsIgnoreCase("true");
    }

    private static RpcError noSuchPath(HttpCall http) {
        return new RpcError(
                400,
                "InvalidRequestURL",
                http.path().startsWith("/topics")
                        ? "Topics are not served here, queues are: /queues/{name} and /queues/{name}/messages."
                        : "There is nothing to " + http.method()
                                + " here: /queues, /queues/{name} and /queues/{name}/messages are served.");
    }

    private static String header(HttpCall http, String name) {
        return http.headers().getOrDefault(name, "");
    }

    private static Optional<RpcError> wrong(String code, String message) {
        return Optional.of(new RpcError(400, code, message));
    }

    private static Reading broken(RpcError error) {
        return new Reading.Broken(Denial.of(error), MANNER);
    }
}
