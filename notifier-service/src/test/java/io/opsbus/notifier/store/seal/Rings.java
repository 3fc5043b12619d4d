package io.opsbus.notifier.store.seal;

import io.opsbus.seal.KeyId;
import io.opsbus.seal.KeyRing;
import io.opsbus.seal.MasterKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Rings of keys, each by a small number. */
final class Rings {
    private Rings() {}

    private static MasterKey key(int fill) {
        var bytes = new byte[32];
        bytes[0] = (byte) fill;
        return MasterKey.ofBase64(Base64.getEncoder().encodeToString(bytes), new SecureRandom());
    }

    static KeyId id(int fill) {
        return key(fill).id();
    }

    static Optional<KeyRing> ring(int current, int... older) {
        return Optional.of(new KeyRing(
                key(current), Arrays.stream(older).mapToObj(Rings::key).toList()));
    }

    /** A document with one secret. */
    static String document(Label label, String secret, int key) {
        return "{\"type\": \"t\", \"in\": [{\"sealed\": \"" + new Seals(ring(key)).seal(label, secret) + "\"}]}";
    }

    /** As older releases sealed: no key is named. */
    static String nameless(String document) {
        return document.replaceAll("\"[0-9a-f]{12}\\.", "\"");
    }

    /** The secret of such a document. */
    static String opened(Label label, String document, Optional<KeyRing> keys) {
        try {
            return new Seals(keys).open(label, document.replaceAll(".*\"sealed\": ?\"([^\"]+)\".*", "$1"));
        } catch (Unopened unopened) {
            throw new AssertionError(unopened);
        }
    }
}
