package io.opsbus.rpc.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key gateway and services share. It signs identities together with the body they came with, so that neither can be
 * exchanged, and they are good for a minute. It also signs what services publish about themselves.
 */
public final class InternalKey {
    /** The header an identity travels in. */
    public static final String HEADER = "x-opsbus-identity";

    /** How far clocks of gateway and service may differ, transit included. */
    public static final Duration TOLERANCE = Duration.ofSeconds(60);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final SecretKeySpec key;

    private InternalKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads the key from its setting.
     *
     * @param base64 at least 32 bytes
     * @throws IllegalArgumentException when it is shorter or not Base64; the message does not repeat it
     */
    public static InternalKey of(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("the internal key must be Base64", broken);
        }
        if (key.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the internal key must have at least " + LEAST_BYTES + " bytes, has " + key.length);
        }
        return new InternalKey(key);
    }

    /** A key nobody else has: with it nobody can call, and nothing that is told is believed. */
    public static InternalKey nobodys() {
        byte[] key = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(key);
        return new InternalKey(key);
    }

    /** The header value for {@code identity} and the body that goes with it. */
    public String sign(Identity identity, byte[] body) {
        String line = identity.line();
        return line + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac("identity", line, body));
    }

    /** The identity, if this key signed it with this body and not longer ago (or ahead) than the tolerance. */
    public Optional<Identity> verify(String header, byte[] body, Instant now) {
        int colon = header.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String line = header.substring(0, colon);
        byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(mac("identity", line, body));
        if (!MessageDigest.isEqual(expected, header.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1))) {
            return Optional.empty();
        }
        return Identity.parse(line)
                .filter(identity ->
                        Duration.between(identity.issuedAt(), now).abs().compareTo(TOLERANCE) <= 0);
    }

    /**
     * A signature of anything else services tell each other.
     *
     * @param purpose keeps signatures of different uses apart
     */
    public byte[] sign(String purpose, byte[] bytes) {
        if (purpose.equals("identity")) {
            throw new IllegalArgumentException("identities are signed with their body");
        }
        return mac(purpose, "", bytes);
    }

    /** Whether this key made {@code signature} for that purpose and those bytes. */
    public boolean isSigned(String purpose, byte[] bytes, byte[] signature) {
        return MessageDigest.isEqual(sign(purpose, bytes), signature);
    }

    private byte[] mac(String purpose, String line, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((purpose + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof InternalKey that && Arrays.equals(that.key.getEncoded(), key.getEncoded());
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "InternalKey(hidden)";
    }
}
