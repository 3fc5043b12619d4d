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

    /** The queues' own signature signs with the secret alone. */
    byte[] bareHmacSha1(String text) {
        return hmac("HmacSHA1", secret, text);
    }

    /** Signs {@code text} with a key derived from {@code prefix} and the secret, one step a part. */
    public byte[] derivedHmacSha256(String prefix, Iterable<String> parts, String text) {
        byte[] key = (prefix + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : parts) {
            key = hmac("HmacSHA256", key, part);
        }
        return hmac("HmacSHA256", key, text);
    }

    byte[] hmacSha256(String text) {
        return hmac("HmacSHA256", secret, text);
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        return hmac(algorithm, key.getBytes(StandardCharsets.UTF_8), text);
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
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
