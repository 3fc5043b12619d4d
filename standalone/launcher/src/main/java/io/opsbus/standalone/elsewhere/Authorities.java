package io.opsbus.standalone.elsewhere;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Authorities an operator names: whoever shows a certificate of another, on the JDK's list or not, is not believed. */
final class Authorities {
    private Authorities() {}

    /**
     * TLS that believes those in a file alone; the name in a certificate is looked at by whoever connects.
     *
     * @param file one or more certificates, PEM
     * @throws IOException in a sentence that names the file, when it cannot be read or holds none
     */
    static SSLContext of(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new IOException(file + " holds no certificate (PEM, -----BEGIN CERTIFICATE-----)");
            }
            return believing(certificates);
        } catch (CertificateException none) {
            throw new IOException(file + " holds no certificate (PEM, -----BEGIN CERTIFICATE-----)", none);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has X.509, PKIX and TLS", missing);
        }
    }

    private static SSLContext believing(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
