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
    /** The newest whose public source was read: it tells output again whose report was not answered. */
    public static final String NEWER = "2.2.3.1065";
    /** Newer than the one that was seen, and keeps the scripts it has run as that one does. */
    public static final String KEEPING = "2.2.3.631";
    /** The first that was read which removes scripts when their end is told, and runs up to 500 at once. */
    public static final String FORGETTING = "2.2.3.857";
    /** The first that was read which asks at its start until it is answered, and knows when it is an instance no more. */
    public static final String INSISTING = "2.2.3.941";

    private static final int BITS = 2048;
    private static final int LAST_SEEN = 578;
    private static final int LAST_THIRD = 3;

    /** Of the version that was seen. */
    public SimulatedIdentity(String instanceId, String machineId, KeyPair keys) {
        this(instanceId, machineId, keys, SEEN);
    }

    /** The last number; the second is a platform alone. */
    private static int build(String version) {
        String[] numbers = version.split("\\.", -1);
        int third = Integer.parseInt(numbers[2]);
        return third == LAST_THIRD ? Integer.parseInt(numbers[3]) : third > LAST_THIRD ? Integer.MAX_VALUE : 0;
    }

    private boolean isFrom(String first) {
        return build(version) >= build(first);
    }

    /** Whether its version is newer than the one that was seen. */
    boolean isNewer() {
        return build(version) > LAST_SEEN;
    }

    boolean forgetsScripts() {
        return isFrom(FORGETTING);
    }

    /** Whether it asks at its start until it is answered, and ends when it hears that it is an instance no more. */
    boolean insists() {
        return isFrom(INSISTING);
    }

    boolean tellsOutputAgain() {
        return isFrom(NEWER);
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
