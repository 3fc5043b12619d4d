package io.opsbus.agent.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The operator's half of an {@link UpdateKey}. It is where versions are published, and never on a server or a machine. */
public final class SigningKey {
    private final PrivateKey key;

    /** An Ed25519 key. */
    public SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads {@code -----BEGIN PRIVATE KEY-----} (PKCS #8), as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws IOException if the file cannot be read, or holds another thing
     */
    public static SigningKey read(Path pem) throws IOException {
        try {
            return new SigningKey(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(UpdateKey.der(Files.readString(pem), "PRIVATE KEY"))));
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            throw new IOException(pem + " holds no Ed25519 private key in PEM (PKCS #8)", another);
        }
    }

    /**
     * Signs a parcel as this version.
     *
     * @throws IOException if it cannot be read, or is no parcel
     */
    public Offer sign(Version version, Path parcel) throws IOException {
        Parcel.check(parcel);
        var unsigned = new Offer(version, Files.size(parcel), Parcel.sha256(parcel), "");
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(unsigned.signedText());
            return new Offer(
                    version,
                    unsigned.size(),
                    unsigned.sha256(),
                    Base64.getEncoder().encodeToString(signer.sign()));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SigningKey";
    }
}
