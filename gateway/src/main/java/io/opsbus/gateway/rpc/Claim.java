package io.opsbus.gateway.rpc;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.Verdict;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request says of itself; nothing of it is true until {@code signature} says so.
 *
 * @param key the access key id it names, and its nonce and time as sent
 * @param name the action asked for
 * @param manner how the answer is wanted
 * @param parameters all of them, those of authentication included
 * @param signature checks the request against a secret
 */
record Claim(
        Signer key,
        ActionName name,
        Manner manner,
        Parameters parameters,
        Function<AccessKeySecret, Verdict> signature) {
    /**
     * Who signed, when, and with which nonce, as texts from outside.
     *
     * @param nonce empty for a signature that has none, and only for that: such a call may be made again
     */
    record Signer(String accessKeyId, String time, Optional<String> nonce) {}

    /** What reading a request came to. */
    sealed interface Reading {
        /** It names an action and carries a signature. */
        record Claimed(Claim claim) implements Reading {}

        /** It does not; {@code manner} is how the error is answered. */
        record Broken(Denial denial, Manner manner) implements Reading {}
    }
}
