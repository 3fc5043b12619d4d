package io.opsbus.rpc.signature;

import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;
import java.util.Set;

/** What checking a signature found. Freshness (time, nonce) is checked elsewhere, and only after a {@code Match}. */
public sealed interface Verdict {
    /**
     * The holder of the secret made this request.
     *
     * @param coveredHeaders lower-case names the signature covers; trust no other header. Empty for signature v1.
     */
    record Match(Set<String> coveredHeaders) implements Verdict {}

    /**
     * The signature is not ours.
     *
     * @param stringToSign what we signed; clients compare it with theirs to tell a wrong secret from a broken canonical form
     */
    record Mismatch(String stringToSign) implements Verdict {}

    /** The request does not carry what a signature needs; {@code why} is one sentence. */
    record Incomplete(String why) implements Verdict {}

    /** The error to answer with; empty for a match. */
    default Optional<RpcError> error() {
        return switch (this) {
            case Match _ -> Optional.empty();
            case Mismatch(String stringToSign) -> Optional.of(RpcError.signatureDoesNotMatch(stringToSign));
            case Incomplete(String why) -> Optional.of(RpcError.incompleteSignature(why));
        };
    }
}
