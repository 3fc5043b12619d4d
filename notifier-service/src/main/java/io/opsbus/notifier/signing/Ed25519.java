package io.opsbus.notifier.signing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A private key that signs by Ed25519 (RFC 8032). */
public final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final int LENGTH = 32;
    /** What precedes the 32 bytes of a public key in its X.509 form (RFC 8410, 4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PrivateKey key;

    private Ed25519(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads a key; empty when it is none.
     *
     * @param bytes 32, or 64 with the public key behind them, as many tools keep it: two that do not belong together would sign what nobody believes
     */
    public static Optional<Ed25519> of(byte[] bytes) {
        if (bytes.length != LENGTH && bytes.length != 2 * LENGTH) {
            return Optional.empty();
        }
        try {
            var seed = Arrays.copyOf(bytes, LENGTH);
            var key = new Ed25519(KeyFactory.getInstance(NAME)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
            var isSound = bytes.length == LENGTH || key.belongsTo(Arrays.copyOfRange(bytes, LENGTH, bytes.length));
            return isSound ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "every Java platform has " + NAME + ", and any 32 bytes are a key of it", e);
        }
    }

    private boolean belongsTo(byte[] publicKey) throws GeneralSecurityException {
        var encoded = ByteBuffer.allocate(X509.length + LENGTH).put(X509).put(publicKey);
        try {
            var signature = Signature.getInstance(NAME);
            signature.initVerify(KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded.array())));
            signature.update(X509);
            return signature.verify(sign(X509));
        } catch (java.security.InvalidKeyException | java.security.spec.InvalidKeySpecException noPoint) {
            return false;
        }
    }

    /** Signs these bytes, one after the other. */
    public byte[] sign(byte[]... data) {
        try {
            var signature = Signature.getInstance(NAME);
            signature.initSign(key);
            for (var part : data) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + NAME + " signs everything", e);
        }
    }
}
