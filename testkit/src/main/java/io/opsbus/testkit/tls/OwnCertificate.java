package io.opsbus.testkit.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} and 127.0.0.1 that is its own authority, made for one run with the JDK's keytool.
 *
 * @param store PKCS#12 with it and its key, opened with {@link #PASSWORD}
 * @param keys what is in the store, under {@link #ALIAS}
 */
public record OwnCertificate(Path store, KeyStore keys) {
    public static final String PASSWORD = "changeit-test";
    public static final String ALIAS = "own";

    /**
     * Makes one.
     *
     * @param folder where its store goes, {@code name.p12}
     * @param name its common name; one of a kind in the folder
     * @throws IOException if keytool refuses, in its words
     */
    public static OwnCertificate make(Path folder, String name) throws IOException, InterruptedException {
        return make(folder, name, "DNS:localhost,IP:127.0.0.1");
    }

    /**
     * Makes one for other hosts.
     *
     * @param hosts as keytool takes them: {@code DNS:name,IP:address}
     */
    public static OwnCertificate make(Path folder, String name, String hosts) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process process = new ProcessBuilder(keytool(store, name, hosts))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        try (var in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return new OwnCertificate(store, keys);
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    private static List<String> keytool(Path store, String name, String hosts) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=" + hosts,
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
    }

    /** It as PEM, for who pins it. */
    public String pem() {
        try {
            return pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Its private key as PEM (PKCS#8). */
    public String keyPem() {
        try {
            return pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    /** For who shows it. */
    public SSLContext showing() {
        try {
            var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** For who trusts it and no other. */
    public SSLContext trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
