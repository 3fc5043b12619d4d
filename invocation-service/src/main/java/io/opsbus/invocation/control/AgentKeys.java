package io.opsbus.invocation.control;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys agents register: RSA, 2048 bits or more, as PEM (agent facts 4). */
final class AgentKeys {
    private static final int LEAST_BITS = 2048;
    private static final int MOST_BITS = 8192;

    private AgentKeys() {}

    static boolean isGood(String pem) {
        String body = pem.replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replaceAll("\\s", "");
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
            int bits = ((RSAPublicKey) key).getModulus().bitLength();
            return bits >= LEAST_BITS && bits <= MOST_BITS;
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return false;
        }
    }
}
