package io.opsbus.notifier.rpc;

/** Every error this API answers with. */
public enum ApiError {
    INVALID(400, "InvalidRequest", "The request has fields that cannot be accepted."),
    MALFORMED(400, "MalformedJson", "The body is not a JSON object that can be read."),
    TOKEN(400, "InvalidClientToken", "A client token has 1 to 64 visible ASCII characters."),
    NOT_FOUND(404, "NotFound", "There is no such thing here."),
    METHOD(405, "MethodNotAllowed", "This cannot be done here."),
    FULL(
            409,
            "TooManySubscriptions",
            "The account has as many as opsbus.notifier.caps.subscriptions allows; delete some first."),
    CHANGED(409, "Changed", "It was changed meanwhile and has another version now; read it again."),
    NOT_CONSENTED(
            409, "NotConsented", "The receiver has not consented to be sent anything; it can be asked again (:ask)."),
    NOTHING_TO_ASK(
            409,
            "NothingToAsk",
            "Only receivers of webhooks are asked, and only where opsbus.notifier.webhooks.challenge is required."),
    STOPPED(409, "SendingIsStopped", "An operator has stopped all sending; until it is resumed nothing goes out."),
    TOO_MANY_SILENCES(
            409,
            "TooManySilences",
            "The account has as many that are not over as opsbus.notifier.caps.silences allows; end some first."),
    TOO_MANY_INHIBITIONS(
            409,
            "TooManyInhibitions",
            "The account has as many as opsbus.notifier.caps.inhibitions allows; remove some first."),
    TOO_MANY_REDRIVES(
            409,
            "TooManyRedrives",
            "The account has as many that run as opsbus.notifier.caps.redrives allows; wait for one, or stop it."),
    TOO_LARGE(413, "RequestTooLarge", "A body has at most 1 MiB."),
    TOO_MANY(429, "TooManyRequests", "That was asked too often; try again in a few seconds, or in a minute."),
    NO_KEY(501, "NoMasterKey", "Secrets cannot be kept: opsbus.notifier.secrets.master-key-file is not set."),
    AWAY(503, "Unavailable", "The store does not answer; asking again with the same client token is safe.");

    private final int status;
    private final String code;
    private final String message;

    ApiError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
