package io.opsbus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.rpc.Signed;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers hear while a part is away: a bounded wait, the right word, and nothing done behind their back. */
class FaultsIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** One for all, as their topics are: a gateway believes no route whose schema its registry does not know, nor asks again at once. */
    private static final FakeRegistry REGISTRY = new FakeRegistry();

    private final Executor callers = Executors.newVirtualThreadPerTaskExecutor();
    private RunningGateway gateway;
    private SampleService service;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.start(
                REGISTRY,
                Backbone.get().postgres().newDatabase(),
                Map.of(
                        "opsbus.gateway.call-time", "2s",
                        "opsbus.gateway.in-flight", 3,
                        "opsbus.gateway.audit-places", 20));
        service = new SampleService(Backbone.get().bootstrap(), REGISTRY.schemas());
        gateway.awaitRoute();
    }

    @AfterEach
    void stop() {
        service.close();
        gateway.close();
        REGISTRY.away(false);
    }

    @AfterAll
    static void end() {
        REGISTRY.close();
    }

    @Test
    void aSlowServiceHoldsItsOwnPlacesAndEndsInTime() throws Exception {
        service.hold();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(sent(start("i-" + i)));
        }
        Awaitility.await().until(() -> gateway.send(start("i-9")).statusCode() == 503);
        for (var one : waiting) {
            HttpResponse<String> response = one.join();
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("x-acs-retry-after")).isPresent();
        }

        service.goOn();
        Awaitility.await().atMost(LONG).until(() -> gateway.send(start("i-1")).statusCode() == 200);
    }

    @Test
    void aServiceThatIsGoneIsUnavailableAndComesBackElsewhere() throws Exception {
        service.die();
        HttpResponse<String> response = gateway.send(start("i-1"));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("ServiceUnavailable");

        try (var _ = new SampleService(Backbone.get().bootstrap(), REGISTRY.schemas())) {
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> gateway.send(start("i-1")).statusCode() == 200);
        }
    }

    @Test
    void aServiceThatStopsInOrderIsAwayAtOnce() throws Exception {
        service.close();
        Awaitility.await().atMost(LONG).until(() -> gateway.send(start("i-1")).statusCode() == 503);
    }

    @Test
    void withKafkaAwayCallsGoOnUntilTheAuditIsFullAndNoneIsUnrecorded() throws Exception {
        try (var audit = new AuditTopic(REGISTRY.schemas())) {
            Backbone.get().kafka().pause();
            List<String> made = new ArrayList<>();
            try {
                Awaitility.await().atMost(LONG).until(() -> {
                    HttpResponse<String> response =
                            gateway.send(gateway.version1("DescribeInstances").sign());
                    if (response.statusCode() == 200) {
                        made.add(response.headers()
                                .firstValue("x-acs-request-id")
                                .orElseThrow());
                    }
                    return response.statusCode() == 503;
                });
                assertThat(made).hasSizeLessThanOrEqualTo(20);
            } finally {
                Backbone.get().kafka().resume();
            }
            for (String id : made) {
                audit.await(call -> call.getRequestId().equals(id));
            }
            Awaitility.await()
                    .atMost(LONG)
                    .until(() ->
                            gateway.send(gateway.version1("DescribeInstances").sign())
                                            .statusCode()
                                    == 200);
        }
    }

    @Test
    void withTheDatabaseAwayWritesAreRefusedAndReadsGoOnForTheAgeOfTheKeys() throws Exception {
        Backbone.get().postgres().kill();
        try {
            assertThat(gateway.send(gateway.version1("DescribeInstances").sign())
                            .statusCode())
                    .isEqualTo(200);
            int before = service.calls().size();
            assertThat(gateway.send(start("i-1")).statusCode()).isEqualTo(503);
            assertThat(service.calls()).hasSize(before);
            Awaitility.await()
                    .atMost(LONG)
                    .until(() ->
                            gateway.send(gateway.version1("DescribeInstances").sign())
                                            .statusCode()
                                    == 503);
            assertThat(gateway.admin("POST", "/accounts", "").statusCode()).isEqualTo(503);
        } finally {
            Backbone.get().postgres().start();
        }
        Awaitility.await().atMost(LONG).until(() -> gateway.send(start("i-1")).statusCode() == 200);
    }

    @Test
    void withTheRegistryAwayCallsGoOn() throws Exception {
        REGISTRY.away(true);
        assertThat(gateway.send(start("i-1")).statusCode()).isEqualTo(200);
        REGISTRY.away(false);
    }

    private Signed start(String instance) {
        return gateway.version1("StartInstance").with("InstanceId", instance).sign();
    }

    private CompletableFuture<HttpResponse<String>> sent(Signed signed) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return gateway.send(signed);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                callers);
    }
}
