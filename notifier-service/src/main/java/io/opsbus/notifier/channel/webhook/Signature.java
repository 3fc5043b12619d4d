package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.targets.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The symmetric signature of Standard Webhooks 1.0: HMAC-SHA256 over {@code id.timestamp.body}, one for each secret while two are in use. */
final class Signature {
    private static final int PREFIX = "whsec_".length();

    private Signature() {}

    /** The value of {@code webhook-signature}. */
    static String of(List<Secret> secrets, String id, long timestamp, byte[] body) {
        var value = new StringBuilder();
        for (var secret : secrets) {
            value.append(value.isEmpty() ? "v1," : " v1,").append(one(secret, id + "." + timestamp + ".", body));
        }
        return value.toString();
    }

    private static String one(Secret secret, String head, byte[] body) {
        try {
            var key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
