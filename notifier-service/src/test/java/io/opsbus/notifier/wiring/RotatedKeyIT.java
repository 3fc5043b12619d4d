package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.seal.MasterKey;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way an operator goes to change the master key, with the step forgotten that must not lose anything. */
class RotatedKeyIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ACCOUNT = "a-rotated";
    private static final String ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=t0ken";

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();

    @AfterEach
    void stop() {
        bus.close();
        sink.close();
        registry.close();
    }

    private static String key(int fill) {
        var bytes = new byte[32];
        bytes[0] = (byte) fill;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String id(int fill) {
        return MasterKey.ofBase64(key(fill), new SecureRandom()).id().text();
    }

    private RunningNotifier with(Map<String, String> keys) {
        var settings = new HashMap<>(RunningNotifier.settings(registry.url(), database));
        settings.remove("opsbus.notifier.secrets.master-key");
        keys.forEach((name, value) -> settings.put("opsbus.notifier.secrets." + name, value));
        return RunningNotifier.startReady(settings);
    }

    private String publish() {
        var json = Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", ACCOUNT);
        bus.publish(json);
        return RunningNotifier.json(json).path("id").asText();
    }

    private void awaitTold(String event) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/rotated")).anySatisfy(got -> {
                    assertThat(got.body()).contains(event);
                    assertThat(got.headers()).containsEntry("x-key", "s3cret");
                }));
    }

    private static JsonNode secrets(RunningNotifier notifier) {
        return RunningNotifier.json(notifier.get("/health").body()).at("/components/secrets");
    }

    private static String robot(RunningNotifier notifier) {
        return notifier.ask(ACCOUNT, "DescribeContactList")
                .at("/Contacts/Contact/0/Channels/DingWebHook")
                .asText();
    }

    private static void put(RunningNotifier notifier, String mail, String robot) {
        notifier.ask(
                ACCOUNT,
                "PutContact",
                "ContactName",
                "ann",
                "Describe",
                "d",
                "Channels.Mail",
                mail,
                "Channels.DingWebHook",
                robot);
    }

    @Test
    void theKeyIsChangedAndNothingIsLostEvenWhenTheOldOneIsForgotten() {
        try (var notifier = with(Map.of("master-key", key(1)))) {
            var body = """
                {"levels":["CRITICAL","WARN","INFO"],"names":["*"],"product":"ECS","resources":["*"],\
                "target":{"type":"webhook","url":"%s","headers":{"x-key":"s3cret"}}}""".formatted(sink.url("/ok/rotated"));
            assertThat(notifier.post("/accounts/" + ACCOUNT + "/subscriptions", body)
                            .statusCode())
                    .isEqualTo(201);
            put(notifier, "ann@example.com", ROBOT);
            awaitTold(publish());
        }
        String waiting;
        try (var notifier = with(Map.of("master-key", key(2)))) {
            waiting = publish();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(secrets(notifier).path("status").asText()).isEqualTo("DEGRADED");
                assertThat(secrets(notifier).at("/details/reason").asText()).contains(id(1), "older-keys");
                assertThat(notifier.stats().path("parkedNow").asInt()).isEqualTo(1);
            });
            assertThat(notifier.get("/accounts/" + ACCOUNT + "/deliveries").body())
                    .doesNotContain("s3cret");
            assertThat(robot(notifier)).isEqualTo("https://sealed.invalid/******");
            put(notifier, "ann@example.org", robot(notifier));
        }
        try (var notifier = with(Map.of("master-key", key(2), "older-keys", key(1)))) {
            awaitTold(waiting);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(secrets(notifier).at("/details/rows/" + id(1)).asInt(-1))
                        .isZero();
                assertThat(secrets(notifier).at("/details/rows/" + id(2)).asInt())
                        .isEqualTo(2);
            });
            assertThat(notifier.get("/prometheus").body())
                    .contains("opsbus_notifier_sealed_rows{key=\"older\"} 0.0")
                    .contains("opsbus_notifier_sealed_rows{key=\"current\"} 2.0");
        }
        try (var notifier = with(Map.of("master-key", key(2)))) {
            awaitTold(publish());
            assertThat(secrets(notifier).path("status").asText()).isEqualTo("UP");
            assertThat(robot(notifier)).isEqualTo("https://oapi.dingtalk.com/******");
            assertThat(notifier.ask(ACCOUNT, "DescribeContactList")
                            .at("/Contacts/Contact/0/Channels/Mail")
                            .asText())
                    .isEqualTo("ann@example.org");
        }
    }
}
