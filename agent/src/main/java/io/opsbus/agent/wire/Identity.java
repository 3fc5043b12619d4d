package io.opsbus.agent.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who this machine is to the server. Its secret leaves this object as signatures only.
 */
public final class Identity {
    private static final int KEY_BITS = 2048;
    private static final String PRIVATE = "PRIVATE KEY";

    private final String instanceId;
    private final String machineId;
    private final PrivateKey key;

    /**
     * A registered machine.
     *
     * @param instanceId what the server called it, {@code mi-…}
     * @param machineId what it called itself when it registered
     */
    public Identity(String instanceId, String machineId, PrivateKey key) {
        this.instanceId = instanceId;
        this.machineId = machineId;
        this.key = key;
    }

    public String instanceId() {
        return instanceId;
    }

    /**
     * The headers of one request (agent facts 3.1). The signature is MD5 with RSA, because the wire says so; TLS protects the rest.
     */
    public Map<String, String> headers(Instant now) {
        String time = Long.toString(now.toEpochMilli());
        String request = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-acs-instance-id", instanceId);
        headers.put("x-acs-timestamp", time);
        headers.put("x-acs-request-id", request);
        headers.put("x-acs-signature", sign(instanceId + machineId + time + request));
        return headers;
    }

    private String sign(String text) {
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** A fresh RSA key pair of 2048 bits. */
    public static KeyPair freshKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** {@code -----BEGIN PUBLIC KEY-----}. */
    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /** {@code -----BEGIN PRIVATE KEY-----}, PKCS #8. */
    public static String pem(PrivateKey key) {
        return pem(PRIVATE, key.getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    /**
     * Reads what {@link #pem(PrivateKey)} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static PrivateKey privateKey(String pem) {
        try {
            String body = pem.replaceAll("-----(BEGIN|END) " + PRIVATE + "-----", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        } catch (GeneralSecurityException notOne) {
            throw new IllegalArgumentException("no RSA private key in PKCS #8", notOne);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Identity[" + instanceId + "]";
    }
}
