package io.opsbus.rpc.micronaut.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micronaut.core.value.MapPropertyResolver;
import io.opsbus.rpc.identity.InternalKey;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final PostgresSettings.Need NEED =
            new PostgresSettings.Need("opsbus.sample", "opsbus_sample", 8, 4, "the relay keeps one");
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static GivenSettings given(Map<String, Object> said) {
        return new GivenSettings(new MapPropertyResolver(said));
    }

    @Test
    void whereNobodySaysAnythingItIsThisMachine() {
        GivenSettings nothing = given(Map.of());
        assertThat(BusSettings.of(nothing))
                .isEqualTo(new BusSettings("127.0.0.1:19092", (short) 1, "http://127.0.0.1:18090/apis/ccompat/v7"));
        assertThat(PostgresSettings.of(nothing, NEED))
                .isEqualTo(
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:15432/", "postgres", "", "opsbus_sample", 8));
        assertThat(RpcSettings.of(nothing, "opsbus.sample")).isEqualTo(new RpcSettings(null, ""));
        assertThat(nothing.service("opsbus.other", 18083)).isEqualTo(URI.create("http://127.0.0.1:18083"));
    }

    @Test
    void theKeyIsReadAndNotShown() {
        RpcSettings rpc = RpcSettings.of(
                given(Map.of("opsbus.internal-key", KEY, "opsbus.sample.url", "http://sample:1")), "opsbus.sample");
        assertThat(rpc).isEqualTo(new RpcSettings(InternalKey.of(KEY), "http://sample:1"));
        assertThat(rpc.keyOrNobodys()).isEqualTo(InternalKey.of(KEY));
        assertThat(rpc.toString()).doesNotContain(KEY);
    }

    @Test
    void withoutAKeyThereIsOneNobodyElseHas() {
        var keyless = new RpcSettings(null, "");
        assertThat(keyless.keyOrNobodys()).isNotEqualTo(keyless.keyOrNobodys());
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new PostgresSettings("jdbc:postgresql://p/", "u", "secret", "d", 4).toString())
                .isEqualTo("Postgres[jdbc:postgresql://p/d, user u]");
    }

    @Test
    void wordsHaveCommasBetweenThem() {
        assertThat(given(Map.of("opsbus.sample.words", " a, b,,")).words("opsbus.sample.words", "c"))
                .containsExactly("a", "b");
        assertThat(given(Map.of()).words("opsbus.sample.words", "c")).containsExactly("c");
    }

    @Test
    void whoSetsTooFewConnectionsHearsWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresSettings.of(given(Map.of("opsbus.sample.connections", 3)), NEED))
                .withMessage("opsbus.sample.connections must be at least 4: the relay keeps one");
    }

    @ParameterizedTest
    @CsvSource({
        "opsbus.internal-key, not Base64",
        "opsbus.kafka.bootstrap, ' '",
        "opsbus.kafka.replication, 0",
        "opsbus.registry.url, ftp://r",
        "opsbus.postgres.url, jdbc:h2:x/",
        "opsbus.postgres.url, jdbc:postgresql://p",
        "opsbus.sample.database, ''",
        "opsbus.sample.url, sample",
    })
    void whatCannotWorkIsRefusedByName(String name, String value) {
        GivenSettings wrong = given(Map.of(name, value));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    BusSettings.of(wrong);
                    PostgresSettings.of(wrong, NEED);
                    RpcSettings.of(wrong, "opsbus.sample");
                })
                .withMessageContaining(name);
    }
}
