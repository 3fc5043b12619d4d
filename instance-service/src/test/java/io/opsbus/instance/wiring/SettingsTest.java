package io.opsbus.instance.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.rpc.EcsActions;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Format;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<String, Object> NOTHING_THERE = Map.of(
            "opsbus.instance.port", 0,
            "opsbus.kafka.bootstrap", "127.0.0.1:1",
            "opsbus.registry.url", "http://127.0.0.1:1",
            "opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/");
    private static final String INTERNAL_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static InstanceSettings instance(int connections, Duration keys, @Nullable List<String> regions) {
        return new InstanceSettings("opsbus_instance", connections, keys, "simulated", regions, null);
    }

    @Test
    void defaultsAreThoseOfTheReadme() {
        try (var service = Main.SERVICE.start(NOTHING_THERE)) {
            var context = service.context();

            assertThat(context.getBean(InstanceSettings.class)).isEqualTo(instance(16, Duration.ofDays(30), null));
            assertThat(context.getBean(Catalog.class).regions())
                    .extracting(region -> region.id().text())
                    .containsExactly("cn-hangzhou");
            assertThat(context.getBean(InstanceSettings.Simulated.class).conditions())
                    .isEqualTo(Conditions.FAIR);
            assertThat(context.getBean(QuotaSettings.class).told()).isEqualTo(EcsActions.Quotas.DEFAULT);
            assertThat(context.getBean(BackboneSettings.Kafka.class))
                    .isEqualTo(new BackboneSettings.Kafka("127.0.0.1:1", (short) 1));
            assertThat(context.getBean(BackboneSettings.Postgres.class).user()).isEqualTo("postgres");
            assertThat(service.url()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void settingsAreRead() {
        var settings = new HashMap<>(NOTHING_THERE);
        settings.put("opsbus.instance.regions", "cn-hangzhou,cn-beijing");
        settings.put("opsbus.instance.simulated.addresses", 3);
        settings.put("opsbus.instance.simulated.stock", "ecs.g6.large=2, ecs.c6.large=0");
        settings.put("opsbus.instance.simulated.failing", 0.5);
        settings.put("opsbus.quota.max-axt-command-count", 7);
        settings.put("opsbus.quota.max-axt-invocation-daily", 70);
        try (var service = Main.SERVICE.start(settings)) {
            var context = service.context();

            assertThat(context.getBean(InstanceSettings.class).regions()).containsExactly("cn-hangzhou", "cn-beijing");
            var conditions = context.getBean(InstanceSettings.Simulated.class).conditions();
            assertThat(conditions.scarcity().addresses()).isEqualTo(3);
            assertThat(conditions.failing()).isEqualTo(0.5);
            assertThat(conditions.scarcity().stock()).isEqualTo(Map.of("ecs.g6.large", 2, "ecs.c6.large", 0));
            assertThat(context.getBean(QuotaSettings.class).told()).isEqualTo(new EcsActions.Quotas(7, 70));
        }
    }

    @Test
    void regionsAreThoseCommandsHaveToo() {
        var settings = new HashMap<>(NOTHING_THERE);
        settings.put("opsbus.regions", "cn-shanghai, cn-beijing");
        try (var service = Main.SERVICE.start(settings)) {
            assertThat(service.context().getBean(Catalog.class).regions())
                    .extracting(region -> region.id().text())
                    .containsExactly("cn-shanghai", "cn-beijing");
        }
        var own = instance(16, Duration.ofDays(30), List.of("cn-hangzhou", "cn-beijing"));
        assertThat(own.regions(null)).containsExactly("cn-hangzhou", "cn-beijing");
        assertThat(own.regions(List.of("cn-beijing", "cn-hangzhou"))).containsExactly("cn-hangzhou", "cn-beijing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.regions(List.of("cn-hangzhou")))
                .withMessageContaining("opsbus.instance.regions")
                .withMessageContaining("opsbus.regions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.regions(List.of()))
                .withMessageContaining("opsbus.regions");
    }

    /** By the service as it is wired: no part of it is there. */
    @Test
    void quotasThatAreSetAreTold() {
        var settings = new HashMap<>(NOTHING_THERE);
        settings.put("opsbus.internal-key", INTERNAL_KEY);
        settings.put("opsbus.quota.max-axt-command-count", 7);
        settings.put("opsbus.quota.max-axt-invocation-daily", 70);
        try (var service = Main.SERVICE.start(settings)) {
            Endpoint endpoint = service.context().getBean(Endpoint.class);
            assertThat(attribute(endpoint, "max-axt-command-count")).contains("{\"Value\":\"7\"");
            assertThat(attribute(endpoint, "max-axt-invocation-daily")).contains("{\"Value\":\"70\"");
        }
    }

    private static String attribute(Endpoint endpoint, String name) {
        byte[] body = ("RegionId=cn-hangzhou&AttributeName.1=" + name).getBytes(UTF_8);
        var identity = new Identity(
                "1690700000000030",
                "key",
                new ActionName("2014-05-26", "DescribeAccountAttributes"),
                "R",
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                Clock.systemUTC().instant());
        String signature = InternalKey.of(INTERNAL_KEY).sign(identity, body);
        return endpoint.answer(
                        new HttpCall("POST", "/rpc", "", Map.of(InternalKey.HEADER, signature), body, "127.0.0.1"))
                .bodyText();
    }

    @Test
    void whatCannotWorkIsRefusedByItsKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(7, Duration.ofDays(1), List.of("cn-hangzhou")))
                .withMessageContaining("opsbus.instance.connections");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotaSettings(0, 1))
                .withMessageContaining("opsbus.quota.max-axt-command-count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotaSettings(1, 0))
                .withMessageContaining("opsbus.quota.max-axt-invocation-daily");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(16, Duration.ofHours(1), List.of("cn-hangzhou")))
                .withMessageContaining("opsbus.instance.keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance(16, Duration.ofDays(1), List.of()))
                .withMessageContaining("opsbus.instance.regions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackboneSettings.Postgres("jdbc:postgresql://h:1/db", "u", "p"))
                .withMessageContaining("opsbus.postgres.url");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InstanceSettings.Simulated(
                        Duration.ofSeconds(2), Duration.ofSeconds(1), 0, 0, 1, 0, 20, ""))
                .withMessageContaining("opsbus.instance.simulated.slowest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InstanceSettings.Simulated(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 0, 1, 0, 20, "ecs.g6.large:2"))
                .withMessageContaining("opsbus.instance.simulated.stock");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new InstanceSettings.Simulated(Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 0, 1, 0, 0, ""))
                .withMessageContaining("opsbus.instance.simulated.host-size");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new BackboneSettings.Postgres("jdbc:postgresql://h:1/", "u", "secret"))
                .asString()
                .doesNotContain("secret");
    }
}
