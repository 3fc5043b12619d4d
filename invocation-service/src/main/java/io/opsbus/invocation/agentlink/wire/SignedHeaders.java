package io.opsbus.invocation.agentlink.wire;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who signed a request, and when (agent facts 3.1). The signature covers neither method, path, query nor body: whoever reads
 * one request off the wire before it arrives could spend it elsewhere once. TLS is what keeps it unread.
 *
 * @param time what the agent's clock said
 * @param requestId good once
 */
public record SignedHeaders(InstanceId instance, Instant time, String requestId, String timestamp, String signature) {
    /**
     * The signed text has no separators, so each part has one length: otherwise digits could wander from the time into the
     * request id, and a used request would be a new one.
     */
    private static final Pattern TIME = Pattern.compile("[1-9]\\d{12}");

    private static final Pattern REQUEST_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int LONGEST_SIGNATURE = 1400;

    /**
     * Reads them.
     *
     * @param headers by lower-case name
     * @return empty when one is missing or cannot be what it says
     */
    public static Optional<SignedHeaders> read(Map<String, String> headers) {
        String time = headers.getOrDefault("x-acs-timestamp", "");
        String request = headers.getOrDefault("x-acs-request-id", "");
        String signature = headers.getOrDefault("x-acs-signature", "");
        if (!TIME.matcher(time).matches()
                || !REQUEST_ID.matcher(request).matches()
                || signature.isEmpty()
                || signature.length() > LONGEST_SIGNATURE) {
            return Optional.empty();
        }
        return InstanceId.parse(headers.getOrDefault("x-acs-instance-id", ""))
                .map(instance -> new SignedHeaders(
                        instance, Instant.ofEpochMilli(Long.parseLong(time)), request, time, signature));
    }

    /** Whether this key made the signature. */
    public boolean isSignedWith(AgentKey key) {
        Optional<PublicKey> publicKey = RegistrationReader.publicKey(key.publicKeyPem());
        if (publicKey.isEmpty()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("MD5withRSA");
            verifier.initVerify(publicKey.get());
            verifier.update(
                    (instance.text() + key.machineId() + timestamp + requestId).getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException forged) {
            return false;
        }
    }

    /** Without the signature: logged, it could be spent. */
    @Override
    public String toString() {
        return "SignedHeaders[" + instance + "]";
    }
}
