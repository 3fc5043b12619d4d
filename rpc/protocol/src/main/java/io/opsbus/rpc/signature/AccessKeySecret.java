package io.opsbus.rpc.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret half of an access key. It signs; nothing prints it. */
public final class AccessKeySecret {
    private final String secret;

    public AccessKeySecret(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an access key secret must not be empty");
        }
        this.secret = secret;
    }

    /** Signature v1 signs with the secret followed by "&amp;". */
    byte[] hmacSha1(String text) {
        return hmac("HmacSHA1", secret + "&", text);
    }

    byte[] hmacSha256(String text) {
        return hmac("HmacSHA256", secret, text);
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + algorithm, missing);
        }
    }

    @Override
    public String toString() {
        return "AccessKeySecret(hidden)";
    }
}
