package io.opsbus.conformance.raw;

import io.opsbus.conformance.Body;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers a machine as the official agent's {@code --register} does (agent facts 5), without an agent behind it. */
public final class Registration {
    private static final int KEY_BITS = 2048;
    private static final int PEM_LINE = 64;

    private Registration() {}

    /**
     * Registers.
     *
     * @param agents base URL of the agents' endpoint
     * @return the id of the managed instance
     * @throws IOException when there is no answer, or another one than the agent takes for a success
     */
    public static String at(URI agents, @Nullable Path caFile, String activationId, String activationCode)
            throws IOException {
        String json = """
                {"activationCode":"%s","activationId":"%s","machineId":"%s","regionId":"cn-hangzhou","instanceName":"","hostname":"host",\
                "intranetIp":"192.168.0.7","osVersion":"Linux","osType":"linux","agentVersion":"2.2.3.578","publicKey":"%s","tag":[]}""".formatted(activationCode, activationId, UUID.randomUUID(), publicKey());
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        var request = RawRequest.of(
                        "POST",
                        "/luban/api/instance/register",
                        "Host: " + agents.getAuthority(),
                        "Content-Type: application/json",
                        "Content-Length: " + body.length)
                .withBody(body);
        try (RawConnection connection = RawConnection.open(agents, caFile)) {
            RawAnswer answer = connection.exchange(request);
            Body told = answer.json();
            if (answer.status() != 200 || told.number("Code") != 200) {
                throw new IOException("not registered: " + answer);
            }
            return told.text("InstanceId");
        }
    }

    /** Base64 of the PEM text: wrapped twice, as the agent sends it. */
    private static String publicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            byte[] key = generator.generateKeyPair().getPublic().getEncoded();
            String lines = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key);
            String pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
            return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no RSA", e);
        }
    }
}
