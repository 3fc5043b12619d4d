package io.opsbus.agent.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Whose versions are taken: the Ed25519 public key this machine was installed with. Nothing a server says changes it. */
public final class UpdateKey {
    private final PublicKey key;

    /** An Ed25519 key. */
    public UpdateKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads {@code -----BEGIN PUBLIC KEY-----}.
     *
     * @throws IOException if the file cannot be read, or holds another thing
     */
    public static UpdateKey read(Path pem) throws IOException {
        try {
            return new UpdateKey(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(der(Files.readString(pem), "PUBLIC KEY"))));
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            throw new IOException(pem + " holds no Ed25519 public key in PEM", another);
        }
    }

    static byte[] der(String pem, String kind) {
        String begin = "-----BEGIN " + kind + "-----";
        String end = "-----END " + kind + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("there is no " + begin);
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    /** Whether the owner of the key signed this very version, size and hash. */
    public boolean isSignerOf(Offer offer) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(offer.signedText());
            return verifier.verify(Base64.getDecoder().decode(offer.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException forged) {
            return false;
        }
    }
}
