package io.opsbus.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority of this data folder and the gateway's certificate under it, made with the JDK's keytool: the
 * JDK has no public API that signs certificates.
 *
 * @param ca PEM file clients trust
 * @param keyStore PKCS#12 with the gateway's key and chain
 * @param password of the key store
 */
public record Tls(Path ca, Path keyStore, String password) {
    private static final String DAYS = "3650";

    /** Makes what is missing; an existing CA and key store are kept. */
    public static Tls open(DataFolder data, String password) throws IOException {
        Path folder = data.tls();
        Tls tls = new Tls(folder.resolve("ca.pem"), folder.resolve("gateway.p12"), password);
        if (!Files.exists(tls.ca) || !Files.exists(tls.keyStore)) {
            tls.make(folder);
        }
        return tls;
    }

    private void make(Path folder) throws IOException {
        Path caStore = folder.resolve("ca.p12");
        Path request = folder.resolve("gateway.csr");
        Path signed = folder.resolve("gateway.pem");
        Path chain = folder.resolve("chain.pem");
        for (Path old : List.of(caStore, keyStore, ca)) {
            Files.deleteIfExists(old);
        }
        keytool(
                caStore,
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                DAYS,
                "-dname",
                "CN=OpsBus standalone CA",
                "-ext",
                "bc:c",
                "-ext",
                "ku:c=kCS,cRLs");
        keytool(caStore, "-exportcert", "-alias", "ca", "-rfc", "-file", ca.toString());
        keytool(
                keyStore,
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                DAYS,
                "-dname",
                "CN=localhost");
        keytool(keyStore, "-certreq", "-alias", "gateway", "-file", request.toString());
        keytool(
                caStore,
                "-gencert",
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
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "eku=serverAuth");
        Files.writeString(chain, Files.readString(signed) + Files.readString(ca));
        keytool(keyStore, "-importcert", "-alias", "ca", "-noprompt", "-file", ca.toString());
        keytool(keyStore, "-importcert", "-alias", "gateway", "-noprompt", "-file", chain.toString());
        for (Path left : List.of(request, signed, chain)) {
            Files.deleteIfExists(left);
        }
    }

    private void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:+UseSerialGC",
                "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass:env", "OPSBUS_STORE"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // by environment: a command line can be read by every user of the machine
        builder.environment().put("OPSBUS_STORE", password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
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
