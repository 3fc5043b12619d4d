package io.opsbus.testkit.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who an agent is, and of which version. Making an RSA key costs more than anything else an agent does: many may share a pair.
 *
 * @param instanceId {@code mi-…}
 * @param machineId what it signs: what it registered with, its fingerprint where it has one
 * @param version four numbers; what official agents do differs from one to the next
 */
public record SimulatedIdentity(String instanceId, String machineId, KeyPair keys, String version) {
    /** What was seen. */
    public static final String SEEN = "2.2.3.578";
    /** One whose public source was read. */
    public static final String NEWER = "2.2.4.900";

    private static final int BITS = 2048;
    private static final int LAST_SEEN = 2_003_578;

    /** Of the version that was seen. */
    public SimulatedIdentity(String instanceId, String machineId, KeyPair keys) {
        this(instanceId, machineId, keys, SEEN);
    }

    /** Whether its version is newer than the one that was seen; Windows has another second number. */
    boolean isNewer() {
        String[] numbers = version.split("\\.", -1);
        return Integer.parseInt(numbers[1]) > 2
                || 2_000_000 + Integer.parseInt(numbers[2]) * 1000 + Integer.parseInt(numbers[3]) > LAST_SEEN;
    }

    /** A fresh pair. */
    public static KeyPair freshKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The public key as agents register it, before its Base64 wrapping. */
    public static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The signed headers of one request (agent facts 3.1). */
    public Map<String, String> headers(long nowMillis) {
        String time = Long.toString(nowMillis);
        String request = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-acs-instance-id", instanceId);
        headers.put("x-acs-timestamp", time);
        headers.put("x-acs-request-id", request);
        headers.put("x-acs-signature", sign(instanceId + machineId + time + request));
        headers.put("User-Agent", "linux_amd64/" + version);
        return headers;
    }

    private String sign(String text) {
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SimulatedIdentity[" + instanceId + "]";
    }
}
