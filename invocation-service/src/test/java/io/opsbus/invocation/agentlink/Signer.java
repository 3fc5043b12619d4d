package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** An agent's key in a test. */
final class Signer {
    private final InstanceId instance;
    private final String machineId;
    private final KeyPair keys;

    Signer(String instance, String machineId) {
        this(instance, machineId, keys(2048));
    }

    Signer(String instance, String machineId, KeyPair keys) {
        this.instance = new InstanceId(instance);
        this.machineId = machineId;
        this.keys = keys;
    }

    static KeyPair keys(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    InstanceId instance() {
        return instance;
    }

    AgentKey key() {
        return new AgentKey(machineId, pem(keys));
    }

    /** Fresh headers. */
    Map<String, String> headers(Instant now) {
        return headers(instance.text(), now, UUID.randomUUID().toString());
    }

    /** Headers that claim to be somebody. */
    Map<String, String> headers(String claimed, Instant now, String requestId) {
        String time = Long.toString(now.toEpochMilli());
        Map<String, String> headers = new HashMap<>();
        headers.put("x-acs-instance-id", claimed);
        headers.put("x-acs-timestamp", time);
        headers.put("x-acs-request-id", requestId);
        headers.put("x-acs-signature", sign(claimed + machineId + time + requestId));
        headers.put("user-agent", "linux_amd64/2.2.3.578");
        return headers;
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
