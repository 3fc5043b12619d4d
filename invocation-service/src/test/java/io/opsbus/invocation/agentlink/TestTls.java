package io.opsbus.invocation.agentlink;

import io.opsbus.testkit.tls.OwnCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The certificate agents see; one for all tests of a JVM.
 *
 * @param ca PEM that agents are given to trust
 */
record TestTls(OwnCertificate certificate, Path ca) {
    private static @Nullable TestTls one;

    static synchronized TestTls get() throws IOException, InterruptedException {
        if (one == null) {
            one = make();
        }
        return one;
    }

    private static TestTls make() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("agents-tls");
        OwnCertificate certificate = OwnCertificate.make(folder, "agents");
        Path ca = Files.writeString(folder.resolve("ca.pem"), certificate.pem());
        folder.toFile().deleteOnExit();
        certificate.store().toFile().deleteOnExit();
        ca.toFile().deleteOnExit();
        return new TestTls(certificate, ca);
    }

    ListenerSettings settings() {
        return new ListenerSettings("127.0.0.1", 0, certificate.store(), OwnCertificate.PASSWORD, "cn-local");
    }
}
