package io.opsbus.gateway.rpc;

import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpErrors;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import io.opsbus.rpc.reply.WireReply;
import io.opsbus.rpc.reply.Xml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a client is answered: the words of errors, and what every answer names. */
sealed interface Manner {
    Manner JSON = new Api(Format.JSON);

    /** How a service renders its answer. */
    Format format();

    /** What error bodies name as the host the client called. */
    String hostId(HttpCall http);

    /** An error as the client expects it. */
    HttpReply error(Denial denial, HttpCall http);

    /** Headers of every answer. */
    Map<String, String> headers(HttpCall http);

    /** Headers of a service that are passed on, as clients look for them; everything else it says in headers is for us. */
    List<String> passedOn();

    /** The API's own. */
    record Api(Format format) implements Manner {
        @Override
        public String hostId(HttpCall http) {
            return HttpErrors.hostId(http.headers().getOrDefault("host", ""));
        }

        @Override
        public HttpReply error(Denial denial, HttpCall http) {
            var envelope = new WireReply.Envelope(http.requestId(), hostId(http));
            WireReply written = WireReply.error(denial.error(), format, envelope);
            Map<String, String> all = new HashMap<>(denial.headers());
            all.putAll(headers(http));
            return HttpReply.text(written.status(), written.contentType(), all, written.body());
        }

        @Override
        public Map<String, String> headers(HttpCall http) {
            return Map.of("x-acs-request-id", http.requestId());
        }

        @Override
        public List<String> passedOn() {
            return List.of("retry-after", "x-acs-retry-after");
        }
    }

    /** That of queues (API facts 2.4): XML, and words of their own for the same "no". */
    record Queues() implements Manner {
        private static final String NAMESPACE = "http://mns.aliyuncs.com/doc/v1";

        /** By our code; an error that is not here is told as it is. */
        private static final Map<String, RpcError> WORDS = Map.of(
                "InvalidAccessKeyId.NotFound",
                new RpcError(403, "InvalidAccessKeyId", "The access key id does not exist."),
                "SignatureDoesNotMatch",
                new RpcError(403, "SignatureDoesNotMatch", "The signature is not the one we calculate."),
                "Forbidden.AccessKeyDisabled",
                new RpcError(403, "AccessDenied", "The access key is disabled."),
                "Forbidden.RAM",
                new RpcError(403, "AccessDenied", "The policy of the access key does not allow this operation."),
                "InvalidTimeStamp.Expired",
                new RpcError(408, "TimeExpired", "The header Date differs from the server's time by over 15 minutes."),
                // ASSUMED: the facts have no status for it
                "Throttling.User",
                new RpcError(503, "QpsLimitExceeded", "The account calls this operation too often; try again later."),
                // no service has announced itself: nothing can be said of the request
                "InvalidVersion",
                new RpcError(503, "ServiceUnavailable", "No queue-service is known here; try again later."));

        @Override
        public Format format() {
            return Format.XML;
        }

        /** The base URL the client called: URLs of queues begin with it. */
        @Override
        public String hostId(HttpCall http) {
            String host = HttpErrors.hostId(http.headers().getOrDefault("host", ""));
            return http.headers().getOrDefault(":scheme", "http") + "://" + host;
        }

        @Override
        public HttpReply error(Denial denial, HttpCall http) {
            RpcError error = WORDS.getOrDefault(denial.error().code(), denial.error());
            String body = Xml.write(
                    "Error",
                    NAMESPACE,
                    Tree.fields()
                            .with("Code", error.code())
                            .with("Message", error.message())
                            .with("RequestId", http.requestId())
                            .with("HostId", hostId(http)));
            Map<String, String> all = new HashMap<>(denial.headers());
            all.putAll(headers(http));
            return HttpReply.text(error.status(), "text/xml;charset=UTF-8", all, body);
        }

        @Override
        public Map<String, String> headers(HttpCall http) {
            return Map.of("x-mns-request-id", http.requestId(), "x-mns-version", QueueClaims.VERSION);
        }

        @Override
        public List<String> passedOn() {
            return List.of("Retry-After", "Location");
        }
    }
}
