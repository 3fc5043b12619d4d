package io.opsbus.agent.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and ops.example, made once for all tests of a process with the JDK's keytool, which takes seconds.
 *
 * @param showing for the server
 * @param ca PEM for agents
 */
record OwnTls(SSLContext showing, Path ca) {
    private static final String PASSWORD = "changeit-test";

    private static final AtomicReference<Made> ONE = new AtomicReference<>();

    private record Made(SSLContext showing, String pem) {}

    /** With its authority in a folder. */
    static OwnTls make(Path folder) throws Exception {
        Made one = ONE.get();
        if (one == null) {
            one = made(folder);
            ONE.set(one);
        }
        return new OwnTls(one.showing(), Files.writeString(folder.resolve("ca.pem"), one.pem()));
    }

    private static Made made(Path folder) throws Exception {
        Path store = folder.resolve("own.p12");
        Process process =
                new ProcessBuilder(keytool(store)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("own").getEncoded());
        return new Made(context, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private static List<String> keytool(Path store) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=server",
                "-ext",
                "SAN=IP:127.0.0.1,DNS:ops.example",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
    }
}
