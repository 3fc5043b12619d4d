package io.opsbus.event.rpc;

import io.opsbus.event.Violation;
import io.opsbus.rpc.Hops;
import java.util.List;

/** Every "no" a client of this service can hear: code, HTTP status and text in one place. */
public enum Problem {
    INVALID_EVENT(400, "InvalidEvent", "The event was not taken in; errors says why."),
    INVALID_PARAMETER(400, "InvalidParameter", "A parameter of the request is not valid; errors says which."),
    BAD_REQUEST(400, "BadRequest", "The request is not well-formed HTTP."),
    TOO_MANY_HOPS(Hops.TOO_MANY.status(), Hops.TOO_MANY.code(), Hops.TOO_MANY.message()),
    UNAUTHORIZED(401, "Unauthorized", "Show the operator's token: Authorization: Bearer ..."),
    REFUSED(409, "Refused", "This cannot be done now."),
    NOT_FOUND(404, "NotFound", "There is nothing at this path."),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "This path does not take this method."),
    NOT_ACCEPTABLE(406, "NotAcceptable", "This path answers with another media type than the one asked for."),
    BODY_TOO_LARGE(413, "BodyTooLarge", "The body is longer than 1048576 bytes."),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType", "Send the event as application/json in UTF-8."),
    INTERNAL_ERROR(500, "InternalError", "The service failed; the log has the reason under this requestId."),
    UNAVAILABLE(503, "ServiceUnavailable", "The service cannot take events in just now.");

    /** Seconds a client should wait before it tries again. */
    private static final String RETRY_AFTER = "2";

    private final int status;
    private final String code;
    private final String text;

    Problem(int status, String code, String text) {
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** The problem that fits an HTTP status the server chose by itself. */
    public static Problem ofStatus(int status) {
        for (Problem problem : values()) {
            if (problem.status == status && problem != INVALID_EVENT && problem != INVALID_PARAMETER) {
                return problem;
            }
        }
        return status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
    }

    /** The answer, without further reasons. */
    public Answer answer(String requestId) {
        return answer(requestId, text, List.of());
    }

    /** The answer with the reasons found. */
    Answer answer(String requestId, List<Violation> reasons) {
        return answer(requestId, text, reasons);
    }

    /** The answer with a more precise text. */
    Answer answer(String requestId, String message) {
        return answer(requestId, message, List.of());
    }

    private Answer answer(String requestId, String message, List<Violation> reasons) {
        byte[] body = JsonText.object(json -> {
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeStringField("requestId", requestId);
            json.writeArrayFieldStart("errors");
            for (Violation reason : reasons) {
                json.writeStartObject();
                json.writeStringField("field", reason.field());
                json.writeStringField("code", reason.code());
                json.writeStringField("message", reason.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        var answer = Answer.of(status, body);
        return this == UNAVAILABLE ? answer.with("Retry-After", RETRY_AFTER) : answer;
    }
}
