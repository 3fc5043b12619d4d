package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole service and a SendSms service that takes everything; the account's budget is less than its recipients. */
class SmsBudgetIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ACCOUNT = "a-budget";
    private static final int NUMBERS = 20;
    private static final int BUDGET = 15;

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final AtomicInteger messages = new AtomicInteger();
    private final HttpServer centre;

    SmsBudgetIT() throws IOException {
        centre = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        centre.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            messages.incrementAndGet();
            var said = "{\"Code\":\"OK\",\"BizId\":\"1\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        centre.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        centre.start();
    }

    @AfterEach
    void stop() {
        bus.close();
        sink.close();
        registry.close();
        centre.stop(0);
    }

    private static String subscription(String product, String names, String target) {
        return """
            {"levels":["CRITICAL","WARN","INFO"],"names":["%s"],"product":"%s","resources":["*"],"target":%s}""".formatted(names, product, target);
    }

    @Test
    void whatTheBudgetDoesNotSufficeForWaitsAndTheOwnerIsToldOnce() {
        var settings = Map.<String, Object>of(
                "opsbus.notifier.sms.url",
                "http://127.0.0.1:" + centre.getAddress().getPort() + "/",
                "opsbus.notifier.sms.user",
                "AK",
                "opsbus.notifier.sms.password",
                "s",
                "opsbus.notifier.sms.sign-name",
                "ops",
                "opsbus.notifier.sms.template-code",
                "SMS_1",
                "opsbus.notifier.sms.daily-parts",
                BUDGET);
        try (var notifier = RunningNotifier.startReady(registry.url(), settings)) {
            var numbers = IntStream.range(0, NUMBERS)
                    .mapToObj(i -> "\"+861380013" + (8000 + i) + "\"")
                    .collect(Collectors.joining(","));
            var path = "/accounts/" + ACCOUNT + "/subscriptions";
            var sms = "{\"type\":\"sms\",\"language\":\"en\",\"to\":[" + numbers + "]}";
            var hook = "{\"type\":\"webhook\",\"url\":\"" + sink.url("/ok/budget") + "\"}";
            assertThat(notifier.post(path, subscription("ECS", "*", sms)).statusCode())
                    .isEqualTo(201);
            assertThat(notifier.post(path, subscription("OpsBus", "Account:SmsBudget:*", hook))
                            .statusCode())
                    .isEqualTo(201);
            bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", ACCOUNT));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.got("/ok/budget")).hasSize(1));
            var told = RunningNotifier.json(sink.got("/ok/budget").getFirst().body());
            assertThat(told.path("name").asText()).isEqualTo("Account:SmsBudget:Spent");
            assertThat(told.at("/content/state").asText()).isEqualTo("Spent");
            assertThat(messages).hasValueBetween(1, BUDGET);
            bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", ACCOUNT));
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(notifier.stats().path("parkedNow").asInt())
                                    .isEqualTo(2));
            assertThat(messages).as("nothing more today").hasValueBetween(1, BUDGET);
            assertThat(sink.got("/ok/budget")).as("told once").hasSize(1);
            assertThat(notifier.stats().path("deadLettered").toString()).doesNotContain("Expired\":1");
        }
    }
}
