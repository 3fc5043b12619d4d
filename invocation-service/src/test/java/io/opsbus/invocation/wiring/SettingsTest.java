package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micronaut.core.value.MapPropertyResolver;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Farewell;
import io.opsbus.invocation.objectstore.StoreSettings;
import io.opsbus.invocation.power.PowerActions;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationLimits.Timeouts;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import io.opsbus.rpc.micronaut.settings.RpcSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, Object> KEY = Map.of("opsbus.internal-key", Caller.KEY_TEXT);

    @Test
    void everySettingHasItsDefault() {
        assertThat(Settings.of(new MapPropertyResolver(KEY)))
                .isEqualTo(new Settings(
                        new BusSettings("127.0.0.1:19092", (short) 1, "http://127.0.0.1:18090/apis/ccompat/v7"),
                        new PostgresSettings(
                                "jdbc:postgresql://127.0.0.1:15432/", "postgres", "", "opsbus_invocation", 16),
                        new RpcSettings(Caller.KEY, ""),
                        new Settings.Neighbours(
                                URI.create("http://127.0.0.1:18083"), URI.create("http://127.0.0.1:18085")),
                        new Settings.Work(
                                Set.of(Given.HANGZHOU),
                                new InvocationLimits(
                                        50,
                                        5_000,
                                        18_432,
                                        24_576,
                                        new Timeouts(Duration.ofMinutes(1), Duration.ofDays(1)),
                                        Duration.ofDays(30),
                                        false),
                                new TaskLimits(
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(3),
                                        24_576,
                                        new PowerActions(false, Set.of())),
                                new ManagedInstance.Rules(
                                        new Farewell(Duration.ofMinutes(10), Duration.ofHours(24)), true),
                                Duration.ofDays(1)),
                        null));
    }

    @Test
    void everySettingIsRead() {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put("opsbus.kafka.bootstrap", "k:1");
        all.put("opsbus.kafka.replication", "3");
        all.put("opsbus.registry.url", "https://r");
        all.put("opsbus.postgres.url", "jdbc:postgresql://p/");
        all.put("opsbus.postgres.user", "u");
        all.put("opsbus.postgres.password", "secret");
        all.put("opsbus.invocation.database", "d");
        all.put("opsbus.invocation.connections", "7");
        all.put("opsbus.invocation.url", "http://invocation-service:18084");
        all.put("opsbus.command.url", "http://command-service:18083");
        all.put("opsbus.instance.url", "http://instance-service:18085");
        all.put("opsbus.regions", "cn-hangzhou, cn-beijing");
        all.put("opsbus.quota.max-axt-invocation-daily", "7");
        all.put("opsbus.invocation.instances", "100");
        all.put("opsbus.invocation.content-bytes", "16384");
        all.put("opsbus.invocation.timeout", "10m");
        all.put("opsbus.command.longest-timeout", "2h");
        all.put("opsbus.invocation.kept", "14d");
        all.put("opsbus.invocation.safe-parameters", "true");
        all.put("opsbus.invocation.simulated-agents", "true");
        all.put("opsbus.invocation.delivery", "2m");
        all.put("opsbus.invocation.grace", "10s");
        all.put("opsbus.invocation.silence", "5m");
        all.put("opsbus.invocation.output-bytes", "65536");
        all.put("opsbus.invocation.power-actions", "guarded");
        all.put("opsbus.invocation.power-accounts", Given.ALICE + ", " + Given.BOB);
        all.put("opsbus.invocation.leaving", "2d");
        all.put("opsbus.invocation.approval", "true");
        all.put("opsbus.invocation.keys", "2d");

        Settings settings = Settings.of(new MapPropertyResolver(all));
        assertThat(settings)
                .isEqualTo(new Settings(
                        new BusSettings("k:1", (short) 3, "https://r"),
                        new PostgresSettings("jdbc:postgresql://p/", "u", "secret", "d", 7),
                        new RpcSettings(Caller.KEY, "http://invocation-service:18084"),
                        new Settings.Neighbours(
                                URI.create("http://command-service:18083"),
                                URI.create("http://instance-service:18085")),
                        new Settings.Work(
                                Set.of(Given.HANGZHOU, Given.BEIJING),
                                new InvocationLimits(
                                        100,
                                        7,
                                        16_384,
                                        24_576,
                                        new Timeouts(Duration.ofMinutes(10), Duration.ofHours(2)),
                                        Duration.ofDays(14),
                                        true,
                                        true),
                                new TaskLimits(
                                        Duration.ofMinutes(2),
                                        Duration.ofSeconds(10),
                                        Duration.ofMinutes(5),
                                        65_536,
                                        new PowerActions(true, Set.of(Given.ALICE, Given.BOB))),
                                new ManagedInstance.Rules(
                                        new Farewell(Duration.ofMinutes(10), Duration.ofDays(2)), false),
                                Duration.ofDays(2)),
                        null));
        assertThat(settings.toString()).doesNotContain("secret", Caller.KEY_TEXT);
    }

    private static Map<String, Object> withObjectStore() {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put("opsbus.invocation.oss.endpoint", "https://store.example:9000/");
        all.put("opsbus.invocation.oss.access-key-id", "id");
        all.put("opsbus.invocation.oss.access-key-secret", "hush");
        all.put("opsbus.invocation.oss.buckets", "logs, " + Given.ALICE.text() + ":hers");
        return all;
    }

    @Test
    void anObjectStoreHasItsDefaults() {
        Settings settings = Settings.of(new MapPropertyResolver(withObjectStore()));
        StoreSettings store = Objects.requireNonNull(settings.output());
        assertThat(store.place()).isEqualTo(new StoreSettings.Place(URI.create("https://store.example:9000"), false));
        assertThat(store.key().region()).isEqualTo("us-east-1");
        assertThat(store.buckets()).isEqualTo(Buckets.of(List.of("logs", Given.ALICE.text() + ":hers")));
        assertThat(store.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(store.patience()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(Settings.of(new MapPropertyResolver(KEY)).buckets()).isEqualTo(Buckets.NONE);
    }

    /** As {@code docker-compose.yml} gives them where nobody has said anything. */
    @Test
    void withoutAnEndpointThereIsNoObjectStoreWhateverElseIsSet() {
        Map<String, Object> all = withObjectStore();
        all.put("opsbus.invocation.oss.allow-plaintext", "false");
        all.put("opsbus.invocation.oss.timeout", "30s");
        for (String key : List.of("endpoint", "access-key-id", "access-key-secret", "buckets")) {
            all.put("opsbus.invocation.oss." + key, "");
        }
        assertThat(Settings.of(new MapPropertyResolver(all)).output()).isNull();
    }

    @Test
    void allOfAnObjectStoreIsRead() {
        Map<String, Object> all = withObjectStore();
        all.put("opsbus.invocation.oss.endpoint", "http://store.example");
        all.put("opsbus.invocation.oss.allow-plaintext", "true");
        all.put("opsbus.invocation.oss.addressing", "host");
        all.put("opsbus.invocation.oss.region", "cn-hangzhou");
        all.put("opsbus.invocation.oss.timeout", "5s");
        all.put("opsbus.invocation.oss.patience", "2h");
        StoreSettings store =
                Objects.requireNonNull(Settings.of(new MapPropertyResolver(all)).output());
        assertThat(store.place()).isEqualTo(new StoreSettings.Place(URI.create("http://store.example"), true));
        assertThat(store.key().region()).isEqualTo("cn-hangzhou");
        assertThat(store.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(store.patience()).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "opsbus.invocation.oss.endpoint, store",
        "opsbus.invocation.oss.endpoint, http://192.0.2.1",
        "opsbus.invocation.oss.access-key-id, ''",
        "opsbus.invocation.oss.access-key-secret, ''",
        "opsbus.invocation.oss.buckets, ''",
        "opsbus.invocation.oss.buckets, a/b",
        "opsbus.invocation.oss.addressing, both",
        "opsbus.invocation.oss.region, CN",
        "opsbus.invocation.oss.timeout, 6m",
        "opsbus.invocation.oss.patience, 0s",
    })
    void anObjectStoreThatCannotWorkIsRefusedByName(String key, String value) {
        Map<String, Object> all = withObjectStore();
        all.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(new MapPropertyResolver(all)))
                .withMessageContaining(key);
    }

    @Test
    void otherServicesAreWhereTheyListenUnlessTold() {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put("opsbus.command.port", "18183");
        all.put("opsbus.instance.port", "18185");
        Settings.Neighbours neighbours =
                Settings.of(new MapPropertyResolver(all)).neighbours();
        assertThat(neighbours.commands()).isEqualTo(URI.create("http://127.0.0.1:18183"));
        assertThat(neighbours.instances()).isEqualTo(URI.create("http://127.0.0.1:18185"));
    }

    @ParameterizedTest
    @CsvSource({
        "opsbus.internal-key, not Base64",
        "opsbus.kafka.bootstrap, ' '",
        "opsbus.kafka.replication, 0",
        "opsbus.registry.url, ftp://r",
        "opsbus.postgres.url, jdbc:h2:x/",
        "opsbus.postgres.url, jdbc:postgresql://p",
        "opsbus.invocation.database, ''",
        "opsbus.invocation.connections, 3",
        "opsbus.invocation.url, invocation-service",
        "opsbus.command.url, command-service",
        "opsbus.instance.url, instance-service",
        "opsbus.regions, ','",
        "opsbus.invocation.keys, 1h",
        "opsbus.invocation.leaving, 10m",
        "opsbus.invocation.kept, 23h",
        "opsbus.invocation.timeout, 0s",
        "opsbus.invocation.output-bytes, 11999",
        "opsbus.invocation.output-bytes, 1048577",
        "opsbus.invocation.power-actions, never",
        "opsbus.invocation.power-accounts, alice & bob",
        "opsbus.command.longest-timeout, 30s",
    })
    void whatCannotWorkIsRefusedByName(String key, String value) {
        Map<String, Object> all = new HashMap<>(KEY);
        all.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(new MapPropertyResolver(all)))
                .withMessageContaining(key);
    }
}
