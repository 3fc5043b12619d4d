package io.opsbus.standalone;

import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A certificate authority of this data folder and one certificate under it, the gateway's and the agents' port's, made with the JDK's
 * keytool: the JDK has no public API that signs certificates.
 *
 * @param ca PEM file clients and agents trust
 * @param keyStore PKCS#12 with the key and its chain
 * @param password of the key stores
 */
public record Tls(Path ca, Path keyStore, String password) {
    private static final String DAYS = "3650";
    private static final String ALIAS = "gateway";
    private static final List<String> KEY = List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1");

    /**
     * Makes what is missing. An authority that is there is kept, for agents trust it; its certificate is made anew when it does not
     * carry exactly the names of the door. Whoever is killed on the way leaves nothing half made.
     */
    public static Tls open(DataFolder data, String password, Door door) throws IOException {
        Path folder = data.tls();
        Tls tls = new Tls(authority(data), folder.resolve("gateway.p12"), password);
        if (!Files.exists(tls.caStore())) {
            tls.makeAuthority();
        }
        if (!Files.exists(tls.ca)) {
            tls.showAuthority();
        }
        if (!tls.names().equals(Set.copyOf(door.certified()))) {
            tls.certify(door.certified());
        }
        return tls;
    }

    /** Where the authority's certificate is. */
    static Path authority(DataFolder data) {
        return data.tls().resolve("ca.pem");
    }

    private Path caStore() {
        return keyStore.resolveSibling("ca.p12");
    }

    /** What the certificate is for; nothing if there is none that can be read. */
    Set<String> names() {
        if (!Files.exists(keyStore)) {
            return Set.of();
        }
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)
                    || certificate.getSubjectAlternativeNames() == null) {
                return Set.of();
            }
            return certificate.getSubjectAlternativeNames().stream()
                    .map(one -> (String) one.get(1))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException | GeneralSecurityException unreadable) {
            return Set.of();
        }
    }

    private void makeAuthority() throws IOException {
        // another authority's
        Files.deleteIfExists(keyStore);
        Files.deleteIfExists(ca);
        Path next = caStore().resolveSibling("next-ca.p12");
        Files.deleteIfExists(next);
        keytool(
                next,
                KEY,
                "-alias",
                "ca",
                "-validity",
                DAYS,
                "-dname",
                "CN=OpsBus standalone CA",
                "-ext",
                "bc:c",
                "-ext",
                "ku:c=kCS,cRLs");
        DataFolder.settle(next, caStore());
    }

    private void showAuthority() throws IOException {
        Path next = ca.resolveSibling("next-ca.pem");
        keytool(caStore(), List.of("-exportcert"), "-alias", "ca", "-rfc", "-file", next.toString());
        DataFolder.settle(next, ca);
    }

    /** Replaced whole: a kill leaves the old one or the new one. */
    private void certify(List<String> names) throws IOException {
        Path next = keyStore.resolveSibling("next.p12");
        Path request = keyStore.resolveSibling("next.csr");
        Path signed = keyStore.resolveSibling("next.pem");
        Path chain = keyStore.resolveSibling("chain.pem");
        Files.deleteIfExists(next);
        keytool(next, KEY, "-alias", ALIAS, "-validity", DAYS, "-dname", "CN=localhost");
        keytool(next, List.of("-certreq"), "-alias", ALIAS, "-file", request.toString());
        String alternatives = names.stream()
                .map(name -> (Door.isAddress(name) ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(",", "san=", ""));
        keytool(
                caStore(),
                List.of("-gencert"),
                "-alias",
                "ca",
                "-rfc",
                "-validity",
                DAYS,
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                alternatives,
                "-ext",
                "eku=serverAuth");
        Files.writeString(chain, Files.readString(signed) + Files.readString(ca));
        keytool(next, List.of("-importcert"), "-alias", "ca", "-noprompt", "-file", ca.toString());
        keytool(next, List.of("-importcert"), "-alias", ALIAS, "-noprompt", "-file", chain.toString());
        DataFolder.settle(next, keyStore);
        for (Path left : List.of(request, signed, chain)) {
            Files.deleteIfExists(left);
        }
    }

    private void keytool(Path store, List<String> verb, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:+UseSerialGC",
                "-J-XX:TieredStopAtLevel=1"));
        Stream.of(
                        verb,
                        List.of(arguments),
                        List.of("-keystore", store.toString(), "-storetype", "PKCS12"),
                        List.of("-storepass:env", "OPSBUS_STORE"))
                .forEach(command::addAll);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // by environment: a command line can be read by every user of the machine
        builder.environment().put("OPSBUS_STORE", password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool could not make the TLS files: " + output.strip());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making the TLS files", stopped);
        }
    }

    @Override
    public String toString() {
        return "Tls[" + ca + "]";
    }
}
