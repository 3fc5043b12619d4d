package io.opsbus.notifier.signing;

import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** What a signing secret holds (Standard Webhooks 1.0, Signature scheme). */
public sealed interface SigningKey {
    /** As it follows the prefix of a secret: a key the receiver has too, for HMAC-SHA256. */
    record Shared(String base64) implements SigningKey {
        private static final String PREFIX = "whsec_";

        private static Optional<SigningKey> of(String base64) {
            var length = decoded(base64).map(it -> it.length).orElse(0);
            return length >= 24 && length <= 64 ? Optional.of(new Shared(base64)) : Optional.empty();
        }

        /** The key itself. */
        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /** A key that is ours alone; its receiver has the public key that belongs to it, {@code whpk_}. */
    record Own(Ed25519 pair) implements SigningKey {
        private static final String PREFIX = "whsk_";

        private static Optional<SigningKey> of(String base64) {
            return decoded(base64).flatMap(Ed25519::of).map(Own::new);
        }
    }

    /** What may be given, for people. */
    String FORM =
            "whsec_ and 24 to 64 bytes in Base64, or whsk_ and an Ed25519 private key: its 32 bytes, or these and the 32 of"
                    + " its public key";

    /** Reads a secret; empty when nothing can be signed with it. */
    static Optional<SigningKey> of(String secret) {
        return of(secret, Shared.PREFIX, Shared::of).or(() -> of(secret, Own.PREFIX, Own::of));
    }

    private static Optional<SigningKey> of(
            String secret, String prefix, Function<String, Optional<SigningKey>> reading) {
        return secret.startsWith(prefix) ? reading.apply(secret.substring(prefix.length())) : Optional.empty();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
