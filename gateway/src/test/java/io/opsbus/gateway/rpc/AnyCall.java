package io.opsbus.gateway.rpc;

import io.opsbus.rpc.http.HttpErrors;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every error a call may meet whatever it asks for, with where it comes from and what helps. */
// an error is three values, which the checker cannot see
@SuppressWarnings("ImmutableEnumChecker")
enum AnyCall {
    MISSING(
            RpcError.missingParameter("…"),
            "A parameter that must be sent was not, also one of the signature.",
            "Send it; the message names it."),
    INVALID(
            RpcError.invalidParameter("…", "…"),
            "A value is not what the parameter takes, and no code of its own says so.",
            "The message names the parameter and what it takes; the Action's table has the limits."),
    UNSUPPORTED(
            Denial.unsupported("…").error(),
            "`SignatureMethod`, `SignatureVersion`, `SignatureType` or the algorithm of `Authorization` is not one of ours. The "
                    + "code is written so by the original.",
            "Sign with HMAC-SHA1 version 1.0, or with ACS3-HMAC-SHA256."),
    INCOMPLETE(
            RpcError.incompleteSignature("…"),
            "The header `Authorization` cannot be read, or does not cover what it must.",
            "Let an SDK sign; the message says what is missing."),
    UNKNOWN_KEY(
            Denial.unknownKey().error(),
            "No such access key here: it was deleted, or is another installation's or the public cloud's.",
            "`./opsbus access-key list`; make one with `./opsbus access-key create --account ID`."),
    UNSIGNED(
            RpcError.signatureDoesNotMatch("…"),
            "The secret is not the key's, or something changed the request behind the signature: a proxy, a wrong encoding, an "
                    + "`endpoint` with a path.",
            "The message ends in what was signed here: if it is what the client signed, the secret is wrong; else compare the two."),
    DISABLED_KEY(
            Denial.disabledKey().error(),
            "The access key was switched off. The signature was right.",
            "`./opsbus access-key enable ID`, or use another."),
    ILLEGAL_TIME(
            Denial.illegalTime().error(),
            "`Timestamp` or `x-acs-date` cannot be read.",
            "Send the time in UTC, `2019-04-01T08:00:00Z`."),
    EXPIRED(
            Denial.expired().error(),
            "The caller's clock and the gateway's differ by more than 15 minutes, or the request was sent that late.",
            "Set the clocks (NTP); sign a request when it is sent. A virtual machine that was paused needs its clock set."),
    USED_NONCE(
            Denial.usedNonce().error(),
            "The same signed request came twice: a proxy or a client that sends again without signing again.",
            "Sign each attempt with a nonce of its own; SDKs do. What must not be done twice is repeated under one `ClientToken`."),
    INVALID_VERSION(
            RpcError.invalidVersion(),
            "No service here has announced this `Version`: it is no product's, or the service has never run.",
            "ECS is `2014-05-26`, CMS `2019-01-01`; `./opsbus status` shows what runs."),
    NO_ACTION(
            RpcError.actionNotFound(),
            "The Action is misspelt, another product's, or not served.",
            "[What is not served](#not-served), with what to use instead. Names count upper and lower case."),
    FORBIDDEN(
            Denial.forbidden().error(),
            "The key's policy: a `read-only` one calls what is *read* here; one of products calls theirs.",
            "Use a key with another policy; one cannot be changed, `./opsbus access-key create --account ID --policy full`."),
    THROTTLED_USER(
            Denial.throttledUser(Duration.ZERO).error(),
            "More calls of this Action by this account than `opsbus.gateway.throttle` allows: 200 a second, 400 at once.",
            "Wait as `Retry-After` says (`x-acs-retry-after` in milliseconds); ask for more with one call."),
    THROTTLED(
            Denial.throttled().error(),
            "The gateway remembers as many nonces as it may (`opsbus.gateway.nonces`).",
            "Wait as `Retry-After` says. GetInstanceScreenshot has its own, with status 429."),
    TOKEN_OF_ANOTHER(
            new RpcError(
                    400,
                    "IdempotentParameterMismatch",
                    "The request uses the ClientToken of an earlier request whose parameters were different."),
            "One `ClientToken`, two different requests within 24 hours.",
            "A token for each thing that is to be done; the same only to repeat it."),
    TOKEN_AT_WORK(
            new RpcError(
                    403,
                    "LastTokenProcessing",
                    "The last request with this ClientToken is still being processed; try again."),
            "The first request under this `ClientToken` is still under way.",
            "Repeat it a little later: it hears the first one's answer."),
    BAD_METHOD(HttpErrors.of(405), "A method other than GET and POST.", "Use POST."),
    LATE(HttpErrors.of(408), "The request did not arrive as fast as it must.", "Send it again."),
    TOO_LARGE(
            HttpErrors.of(413),
            "The body has more than 1 MiB.",
            "Send less; what a parameter may have stands in its Action's table."),
    LONG_HEADER(
            HttpErrors.of(431),
            "The request line has more than 64 KiB, or the headers more than 16 KiB (also 414).",
            "Send parameters in the body of a POST."),
    UNREADABLE(
            HttpErrors.of(400),
            "This is no HTTP request, or its encoding is broken.",
            "Look at what the client sends."),
    INTERNAL(
            RpcError.internalError(),
            "A bug.",
            "Look for the request's id in the service's log. What has a `ClientToken` can be repeated."),
    UNAVAILABLE(
            Denial.unavailable().error(),
            "The service, its database or Kafka is away, or as many calls are under way as may be. A change may have been made.",
            "Wait as `Retry-After` says and repeat, with a `ClientToken` where there is one; `./opsbus status` shows what is away.");

    /** Of any status: the HTTP layer uses one code with several. */
    static final Set<String> CODES =
            Stream.of(values()).map(each -> each.error.code()).collect(Collectors.toSet());

    final RpcError error;
    final String cause;
    final String cure;

    AnyCall(RpcError error, String cause, String cure) {
        this.error = error;
        this.cause = cause;
        this.cure = cure;
    }

    static List<RpcError> errors() {
        return Stream.of(values()).map(each -> each.error).toList();
    }
}
