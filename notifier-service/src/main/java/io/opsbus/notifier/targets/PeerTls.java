package io.opsbus.notifier.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What TLS with one target asks for beyond the usual.
 *
 * @param caPem certificates of the authorities the target's must stem from, and no others; empty: those the platform trusts
 * @param own what we show when the target asks who we are
 */
public record PeerTls(String caPem, Optional<Certified> own) {
    private static final int LONGEST = 32_768;
    private static final int MOST_CERTIFICATES = 10;
    private static final Pattern KEY =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
    private static final String CA = "caPem";
    private static final String CERTIFICATE = "clientCertificatePem";
    private static final String PRIVATE_KEY = "clientKeyPem";

    /** How keys of a kind sign, to see that certificate and key belong together. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /**
     * A certificate and its key.
     *
     * @param certificatePem ours first, then those it stems from
     * @param keyPem PKCS #8, not encrypted
     */
    public record Certified(Secret certificatePem, Secret keyPem) {}

    /**
     * Reads it.
     *
     * @param isSecure whether TLS is spoken at all
     * @param secure what it is called where it is chosen
     */
    static Optional<PeerTls> read(Fields fields, boolean isSecure, String secure) {
        var isAsked = fields.has(CA) || fields.has(CERTIFICATE) || fields.has(PRIVATE_KEY);
        if (isAsked && !isSecure) {
            fields.wrong(fields.has(CA) ? CA : CERTIFICATE, "Invalid", "certificates are for " + secure);
        }
        var authorities =
                fields.optional(CA, PeerTls::areCertificates, "1 to " + MOST_CERTIFICATES + " certificates in PEM");
        var chain = fields.optional(
                CERTIFICATE, PeerTls::areCertificates, "1 to " + MOST_CERTIFICATES + " certificates in PEM");
        var key = fields.optional(
                PRIVATE_KEY, text -> KEY.matcher(text).matches(), "a private key in PEM: PKCS #8, not encrypted");
        if (fields.has(CERTIFICATE) != fields.has(PRIVATE_KEY)) {
            fields.wrong(
                    fields.has(CERTIFICATE) ? PRIVATE_KEY : CERTIFICATE, "Missing", "certificate and key go together");
        }
        var own = chain.isEmpty() || key.isEmpty()
                ? Optional.<Certified>empty()
                : Optional.of(new Certified(Secret.of(chain), Secret.of(key)));
        if (areCertificates(chain) && KEY.matcher(key).matches() && !belongTogether(chain, key)) {
            fields.wrong(PRIVATE_KEY, "Invalid", "the key is not that of the certificate");
        }
        return isAsked ? Optional.of(new PeerTls(authorities, own)) : Optional.empty();
    }

    /** Its fields. */
    void tell(Map<String, Object> form) {
        if (!caPem.isEmpty()) {
            form.put(CA, caPem);
        }
        own.ifPresent(shown -> {
            form.put(CERTIFICATE, shown.certificatePem);
            form.put(PRIVATE_KEY, shown.keyPem);
        });
    }

    /** The authorities; none when the platform's count. */
    public List<X509Certificate> authorities() throws GeneralSecurityException {
        return caPem.isEmpty() ? List.of() : certificates(caPem);
    }

    /** Reads the certificates of a text. */
    public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Reads the key that belongs to a certificate. */
    public static PrivateKey key(String pem, X509Certificate of) throws GeneralSecurityException {
        var found = KEY.matcher(pem);
        if (!found.matches()) {
            throw new GeneralSecurityException("no private key");
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(found.group(1));
            return KeyFactory.getInstance(of.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("no private key", notBase64);
        }
    }

    private static boolean areCertificates(String pem) {
        try {
            var count = pem.length() > LONGEST ? 0 : certificates(pem).size();
            return count >= 1 && count <= MOST_CERTIFICATES;
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    private static boolean belongTogether(String chain, String key) {
        try {
            var certificate = certificates(chain).getFirst();
            var algorithm = SIGNATURES.get(certificate.getPublicKey().getAlgorithm());
            if (algorithm == null) {
                return false;
            }
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key(key, certificate));
            signature.update(KEY.pattern().getBytes(UTF_8));
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(KEY.pattern().getBytes(UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }
}
