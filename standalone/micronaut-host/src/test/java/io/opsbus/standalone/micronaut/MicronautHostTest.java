package io.opsbus.standalone.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.rpc.micronaut.ServiceStartException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MicronautHostTest {
    private static final Pattern LIBRARY = Pattern.compile("io\\.opsbus\\.(rpc|schemas|ledger)\\..*");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Map<String, Object> SETTINGS = Map.of(
            "opsbus.command.port",
            0,
            "opsbus.invocation.port",
            0,
            "opsbus.instance.port",
            0,
            "opsbus.queue.port",
            0,
            "opsbus.gateway.port",
            0,
            "opsbus.internal-key",
            KEY,
            "opsbus.gateway.master-key",
            KEY,
            "opsbus.gateway.operator-token",
            "the operator's token, long enough",
            // nothing listens there: a host starts before its servers do
            "opsbus.postgres.url",
            "jdbc:postgresql://127.0.0.1:1/",
            "opsbus.kafka.bootstrap",
            "127.0.0.1:1");

    private static HttpClient client;
    private static MicronautHost host;

    @BeforeAll
    static void start() {
        client = HttpClient.newHttpClient();
        host = MicronautHost.start(MicronautHost.SERVICES, SETTINGS);
    }

    @AfterAll
    static void stop() {
        host.close();
        client.close();
    }

    @Test
    void everyServiceIsAliveOnItsOwnPortUnderItsOwnName() throws Exception {
        assertThat(host.services())
                .extracting(RunningService::name)
                .containsExactly(
                        "command-service", "invocation-service", "instance-service", "queue-service", "gateway");
        for (RunningService service : host.services()) {
            assertThat(get(service, "/health").body()).contains("\"name\":\"" + service.name() + "\"");
            assertThat(get(service, "/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(service, "/prometheus").body()).contains("service=\"" + service.name() + "\"");
        }
    }

    @Test
    void theHomePageIsServedByTheGatewayAlone() throws Exception {
        for (RunningService service : host.services()) {
            assertThat(get(service, "/").statusCode())
                    .as(service.name())
                    .isEqualTo(service.name().equals("gateway") ? 200 : 404);
        }
        assertThat(get(host.services().getFirst(), "/health").body()).doesNotContain("listeners");
    }

    @Test
    void noContextHoldsABeanOfAnotherService() {
        for (RunningService service : host.services()) {
            String own = "io.opsbus." + service.name().replace("-service", "") + ".";
            assertThat(service.context().getAllBeanDefinitions())
                    .extracting(bean -> bean.getBeanType().getName())
                    .filteredOn(name -> name.startsWith("io.opsbus."))
                    .allMatch(name ->
                            name.startsWith(own) || LIBRARY.matcher(name).matches());
        }
    }

    @Test
    void aServiceThatCannotStartIsNamedAndTheOthersAreStopped() throws Exception {
        int command = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> settings = new HashMap<>(SETTINGS);
            settings.put("opsbus.command.port", command);
            settings.put("opsbus.gateway.port", taken.getLocalPort());
            assertThatThrownBy(() -> MicronautHost.start(MicronautHost.SERVICES, settings))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessageStartingWith("gateway cannot start: ")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + command + "/health"))
                .build();
        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString())).isInstanceOf(ConnectException.class);
    }

    private static HttpResponse<String> get(RunningService service, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(service.url() + path)).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
