package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Targets that are only names, in settings of the operator's: put through the signed API, called over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedTargetsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final String account =
            "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    private RunningNotifier notifier;
    private Bus bus;

    @BeforeAll
    void start() {
        notifier = RunningNotifier.startReady(registry.url(), settings());
        bus = new Bus(registry.schemas());
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put("opsbus.notifier.functions[0].account", account);
        settings.put("opsbus.notifier.functions[0].service", "metadata");
        settings.put("opsbus.notifier.functions[0].url", "http://169.254.169.254/{function}");
        settings.put("opsbus.notifier.functions[1].url", sink.url("/ok/{account}/{service}/{function}"));
        settings.put("opsbus.notifier.functions[1].mode", "async");
        settings.put("opsbus.notifier.functions[1].headers.authorization", "Bearer t0ken");
        settings.put("opsbus.notifier.log-stores[0].project", "ops");
        settings.put("opsbus.notifier.log-stores[0].endpoint", sink.url(""));
        settings.put("opsbus.notifier.log-stores[0].access-key-id", "AK");
        settings.put("opsbus.notifier.log-stores[0].access-key-secret", "s3cret");
        settings.put("opsbus.notifier.log-stores[1].project", "open");
        settings.put("opsbus.notifier.log-stores[1].protocol", "otlp");
        settings.put("opsbus.notifier.log-stores[1].endpoint", sink.url("/ok/otlp/{log-store}"));
        return settings;
    }

    @AfterAll
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
    }

    private void function(String service) {
        notifier.ask(
                account,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "FcParameters.1.Id",
                service,
                "FcParameters.1.Region",
                "cn-hangzhou",
                "FcParameters.1.ServiceName",
                service,
                "FcParameters.1.FunctionName",
                "alarm");
    }

    private void log(String project) {
        notifier.ask(
                account,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "SlsParameters.1.Id",
                project,
                "SlsParameters.1.Project",
                project,
                "SlsParameters.1.LogStore",
                "events");
    }

    @Test
    void anEventReachesFunctionsAndLogsByTheirNamesAndNoneTheEgressPolicyForbids() {
        notifier.ask(
                account,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL");
        function("orders");
        function("metadata");
        log("ops");
        log("open");
        var event = new String(bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", account)), UTF_8);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/" + account + "/orders/alarm"))
                        .singleElement()
                        .satisfies(got -> {
                            assertThat(got.body()).isEqualTo(event);
                            assertThat(got.headers())
                                    .containsEntry("authorization", "Bearer t0ken")
                                    .containsEntry("x-fc-invocation-type", "Async");
                        }));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/logstores/events/shards/lb"))
                        .singleElement()
                        .satisfies(got ->
                                assertThat(got.headers().get("authorization")).startsWith("LOG AK:")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/otlp/events"))
                        .singleElement()
                        .satisfies(got -> assertThat(got.body()).contains("resourceLogs")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.get("/accounts/" + account + "/deliveries")
                                .body())
                        .contains("\"blocked\"")
                        .doesNotContain("s3cret", "t0ken"));
    }
}
