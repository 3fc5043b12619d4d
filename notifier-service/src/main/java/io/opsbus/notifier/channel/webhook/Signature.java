package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.Hmac;
import io.opsbus.notifier.targets.Secret;
import java.util.Base64;
import java.util.List;

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
        var key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX));
        return Hmac.SHA256.of(key, head.getBytes(UTF_8), body);
    }
}
