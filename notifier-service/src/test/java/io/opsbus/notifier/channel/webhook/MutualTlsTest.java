package io.opsbus.notifier.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.http.NettyWebClient;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.http.WebLimits;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.targets.Target;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.tls.OwnCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server with a certificate of its own that answers nobody who does not show his. */
class MutualTlsTest {
    private static OwnCertificate server;
    private static OwnCertificate client;
    private static OwnCertificate stranger;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final WebClient web = new NettyWebClient(
            WebLimits.DEFAULT,
            EgressPolicy.allowing("127.0.0.0/8"),
            AddressResolver.SYSTEM,
            SettableClock.at(Given.NOON));
    private final WebhookChannel channel = new WebhookChannel(web, SettableClock.at(Given.NOON));
    private HttpsServer https;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        server = OwnCertificate.make(folder, "server");
        client = OwnCertificate.make(folder, "client");
        stranger = OwnCertificate.make(folder, "stranger");
    }

    @BeforeEach
    void start() throws Exception {
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        var context = context();
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var demanding = context.getDefaultSSLParameters();
                demanding.setNeedClientAuth(true);
                parameters.setSSLParameters(demanding);
            }
        });
        https.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            seen.add(((HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        https.start();
    }

    private static SSLContext context() throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server.keys(), OwnCertificate.PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.keys().getCertificate(OwnCertificate.ALIAS));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @AfterEach
    void stop() {
        web.close();
        https.stop(0);
    }

    private Outcome deliver(Map<String, String> more) {
        var form = new LinkedHashMap<String, Object>(more);
        form.put("type", "webhook");
        form.put("url", "https://127.0.0.1:" + https.getAddress().getPort() + "/hook");
        var problems = new ArrayList<FieldProblem>();
        return Sent.to(Target.read(form, problems).orElseThrow(() -> new AssertionError(problems)))
                .on(channel);
    }

    private static Map<String, String> showing(OwnCertificate own, OwnCertificate authority) {
        return Map.of("caPem", authority.pem(), "clientCertificatePem", own.pem(), "clientKeyPem", own.keyPem());
    }

    @Test
    void whoShowsHisCertificateAndKnowsTheServersIsAnswered() {
        assertThat(deliver(showing(client, server)).label()).isEqualTo("2xx");
        assertThat(seen).containsExactly("CN=client");
        // the kept connection is that target's alone
        assertThat(deliver(Map.of("caPem", server.pem())).verdict()).isEqualTo(Outcome.Verdict.RETRY);
        assertThat(deliver(showing(stranger, server)).verdict()).isEqualTo(Outcome.Verdict.RETRY);
        assertThat(deliver(showing(client, server)).label()).isEqualTo("2xx");
        assertThat(seen).containsExactly("CN=client", "CN=client");
    }

    @Test
    void aServerThatStemsFromNoneOfTheNamedAuthoritiesGetsNothing() {
        assertThat(deliver(showing(client, stranger))).isEqualTo(new Outcome.Unanswered(Trouble.TLS));
        assertThat(deliver(Map.of()))
                .as("the platform does not know it")
                .isEqualTo(new Outcome.Unanswered(Trouble.TLS));
        assertThat(seen).isEmpty();
    }
}
