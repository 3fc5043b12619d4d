package io.opsbus.invocation.objectstore;

import io.opsbus.invocation.delivery.Attempt;
import io.opsbus.invocation.delivery.OutputStore;
import io.opsbus.rpc.parameter.PercentText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An object store over HTTP. Its host is the operator's; an account chooses bucket and object, which cannot leave it. It follows
 * no redirection, and reads little of an answer.
 */
public final class HttpOutputStore implements OutputStore, AutoCloseable {
    private static final String TYPE = "text/plain";
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9._-]{1,64})</Code>");
    /** Statuses that say: another time. */
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);
    /** What is wrong is what the operator has set here, or the clock: it will be right one day. */
    private static final Set<String> OURS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "AuthorizationHeaderMalformed");

    /** Refusals of one try: it was too slow, came broken, or met another one. */
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "RequestTimeout",
            "IncompleteBody",
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "OperationAborted",
            "ConditionalRequestConflict");

    /** Nothing of an answer that says yes is read. */
    private static final BodyHandler<byte[]> LITTLE = info -> info.statusCode() / 100 == 2
            ? BodySubscribers.replacing(new byte[0])
            : BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER).apply(info);

    private final StoreSettings settings;
    private final InstantSource clock;
    private final HttpClient client;

    public HttpOutputStore(StoreSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    @Override
    public Attempt put(String bucket, String object, byte[] bytes) {
        var call = client.sendAsync(request(bucket, object, bytes), LITTLE);
        try {
            // a request's own time-out ends with the head of the answer
            return attempt(call.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            call.cancel(true);
            return new Attempt.NotYet("StoreTimeout");
        } catch (ExecutionException away) {
            return new Attempt.NotYet("StoreUnreachable");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            call.cancel(true);
            return new Attempt.NotYet("StoreUnreachable");
        }
    }

    private HttpRequest request(String bucket, String object, byte[] bytes) {
        URI endpoint = settings.place().endpoint();
        boolean byHost = settings.place().isNamedByHost();
        String authority = (byHost ? bucket + "." : "") + endpoint.getRawAuthority();
        String path = (byHost ? "/" : "/" + bucket + "/")
                + Stream.of(object.split("/", -1)).map(PercentText::encode).collect(Collectors.joining("/"));
        var request = HttpRequest.newBuilder(URI.create(endpoint.getScheme() + "://" + authority + path))
                .header("content-type", TYPE)
                .PUT(BodyPublishers.ofByteArray(bytes));
        Signing.sign(path, Map.of("host", authority, "content-type", TYPE), bytes, settings.key(), clock.instant())
                .forEach(request::header);
        return request.build();
    }

    private static Attempt attempt(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return new Attempt.Stored();
        }
        var named = CODE.matcher(new String(answer.body(), StandardCharsets.ISO_8859_1));
        String code = named.find() ? named.group(1) : "HttpStatus" + status;
        return status >= 500 || BUSY.contains(status) || OURS.contains(code) || OF_THE_MOMENT.contains(code)
                ? new Attempt.NotYet(code)
                : new Attempt.Refused(code);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
