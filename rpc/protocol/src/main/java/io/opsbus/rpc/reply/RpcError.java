package io.opsbus.rpc.reply;

/**
 * An error as clients of this protocol know it. The constants here are the protocol's own; a service keeps its own table.
 *
 * @param status HTTP status, 400 to 599: clients look at it, not at the code
 * @param code machine-readable, such as {@code InvalidInstanceId.NotFound}
 * @param message one or more sentences for people
 */
public record RpcError(int status, String code, String message) {
    public RpcError {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error's HTTP status is 400 to 599, was " + status);
        }
    }

    /**
     * The same error, with the thing behind its words that it is about. The name may be whatever a caller sent: it is cut, and
     * has no line ends or characters that turn the order it is read in.
     *
     * @param what its kind, a word of the wire
     */
    public RpcError about(String what, String name) {
        return Named.in(this, what, name);
    }

    public static RpcError missingParameter(String name) {
        return new RpcError(
                400,
                "MissingParameter",
                "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied.");
    }

    /** {@code detail} reads on after the parameter's name, without a full stop. */
    public static RpcError invalidParameter(String name, String detail) {
        String subject = name.isEmpty() ? "The request is not valid: " : "The specified parameter \"" + name + "\" ";
        return new RpcError(400, "InvalidParameter", subject + detail + ".");
    }

    public static RpcError incompleteSignature(String why) {
        return new RpcError(
                400, "IncompleteSignature", "The request signature does not conform to the standard. " + why);
    }

    /** The message ends in the string to sign: the Java and Go cores compare that tail with their own. */
    public static RpcError signatureDoesNotMatch(String stringToSign) {
        return new RpcError(
                400,
                "SignatureDoesNotMatch",
                "Specified signature is not matched with our calculation. server string to sign is:" + stringToSign);
    }

    public static RpcError invalidVersion() {
        return new RpcError(404, "InvalidVersion", "Specified parameter Version is not valid.");
    }

    public static RpcError actionNotFound() {
        return new RpcError(
                404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
    }

    public static RpcError internalError() {
        return new RpcError(
                500,
                "InternalError",
                "The request processing has failed due to some unknown error, exception or failure.");
    }
}
