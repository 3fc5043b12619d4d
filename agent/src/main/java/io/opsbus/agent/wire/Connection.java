package io.opsbus.agent.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is, how it is reached, and whom to believe that it is the server.
 *
 * @param host {@code host} or {@code host:port}; always TLS
 * @param caFile PEM certificates that are trusted, these alone; null for the system's, and where it has no such file those of the
 *     Java runtime
 * @param proxy null for none
 */
public record Connection(
        String host, @Nullable Path caFile, @Nullable HttpProxy proxy) {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Where systems like Debian, like Red Hat and like SUSE keep them. */
    private static final List<Path> SYSTEMS = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"));

    /** Refuses a host that is none. */
    public Connection {
        if (!host.matches("[0-9A-Za-z.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:]+](:\\d{1,5})?")) {
            throw new IllegalArgumentException("server must be host or host:port, not " + host);
        }
    }

    /** Without a proxy. */
    public Connection(String host, @Nullable Path caFile) {
        this(host, caFile, null);
    }

    public URI https(String target) {
        return URI.create("https://" + host + target);
    }

    URI websocket() {
        return URI.create("wss://" + host + "/luban/notify_server");
    }

    /**
     * A client for this server. It follows no redirect.
     *
     * @throws IOException if the CA file cannot be read or holds no certificate
     */
    public HttpClient client(Executor executor) throws IOException {
        return client(executor, SYSTEMS);
    }

    /** With the first of these that is there, where no CA file is named. */
    HttpClient client(Executor executor, List<Path> systems) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .executor(executor);
        if (proxy != null) {
            builder.proxy(proxy.selector());
        }
        Optional<Path> believed = Optional.ofNullable(caFile)
                .or(() -> systems.stream().filter(Files::isReadable).findFirst());
        if (believed.isPresent()) {
            builder.sslContext(trusting(believed.get()));
        }
        return builder.build();
    }

    private static InputStream opened(Path caFile) throws IOException {
        try {
            return Files.newInputStream(caFile);
        } catch (IOException unreadable) {
            throw new IOException(
                    "the CA file, ca in agent.properties or ALIYUN_ASSIST_CERT_PATH, cannot be read: " + unreadable,
                    unreadable);
        }
    }

    private static SSLContext trusting(Path caFile) throws IOException {
        try (InputStream pem = opened(caFile)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca" + count++, each);
            }
            if (count == 0) {
                throw new IOException(caFile + " holds no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IOException(caFile + " cannot be read as PEM certificates", broken);
        }
    }
}
