package io.opsbus.invocation.agentlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate for 127.0.0.1, its own authority, made with the JDK's keytool; one for all tests of a JVM. */
record TestTls(Path keyStore, Path ca, String password) {
    private static @Nullable TestTls one;

    static synchronized TestTls get() throws IOException, InterruptedException {
        if (one == null) {
            one = make();
        }
        return one;
    }

    private static TestTls make() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("agents-tls");
        var tls = new TestTls(folder.resolve("agents.p12"), folder.resolve("ca.pem"), "changeit");
        folder.toFile().deleteOnExit();
        tls.keyStore.toFile().deleteOnExit();
        tls.ca.toFile().deleteOnExit();
        tls.keytool(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        tls.keytool("-exportcert", "-alias", "a", "-rfc", "-file", tls.ca.toString());
        return tls;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    ListenerSettings settings() {
        return new ListenerSettings("127.0.0.1", 0, keyStore, password, "cn-local");
    }
}
