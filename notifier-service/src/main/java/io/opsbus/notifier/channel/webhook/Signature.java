package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.Hmac;
import io.opsbus.notifier.signing.SigningKey;
import io.opsbus.notifier.targets.Secret;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The signatures of Standard Webhooks 1.0 over {@code id.timestamp.body}, one for each secret while two are in use. */
final class Signature {
    private Signature() {}

    /** The value of {@code webhook-signature}. */
    static String of(List<Secret> secrets, String id, long timestamp, byte[] body) {
        var head = (id + "." + timestamp + ".").getBytes(UTF_8);
        return secrets.stream().map(secret -> one(secret, head, body)).collect(Collectors.joining(" "));
    }

    private static String one(Secret secret, byte[] head, byte[] body) {
        return switch (SigningKey.of(secret.reveal()).orElseThrow()) {
            case SigningKey.Shared shared -> "v1," + Hmac.SHA256.of(shared.bytes(), head, body);
            case SigningKey.Own own ->
                "v1a," + Base64.getEncoder().encodeToString(own.pair().sign(head, body));
        };
    }
}
