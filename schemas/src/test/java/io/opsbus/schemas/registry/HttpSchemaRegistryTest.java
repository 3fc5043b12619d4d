package io.opsbus.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest extends SchemaRegistryContract {
    private static final String NOBODY = "http://127.0.0.1:1";

    private final ConfluentServer server;
    private final List<Long> pauses = new ArrayList<>();

    HttpSchemaRegistryTest() throws IOException {
        server = new ConfluentServer();
    }

    @Override
    SchemaRegistry open() {
        return registry(server.url(), null);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void aPassingFailureIsTriedAgainAfterAPause(int status) {
        server.failWith(status, status);

        assertThat(open().byId(77)).isEmpty();
        assertThat(server.requests()).hasSize(3);
        assertThat(pauses).containsExactly(100L, 200L);
    }

    @Test
    void aLastingFailureIsGivenUpAndSaysWhatWasAskedOfWhom() {
        server.failWith(503, 503, 503);

        assertThatThrownBy(() -> open().byId(77))
                .isInstanceOf(SchemaRegistryUnavailable.class)
                .hasMessageContaining("GET /schemas/ids/77")
                .hasMessageContaining("127.0.0.1:" + URI.create(server.url()).getPort())
                .hasMessageContaining("503");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void anAnswerThatStopsOnItsWayIsNone() {
        server.failWith(ConfluentServer.STOPS);
        var usual = RegistryAccess.of(server.url(), null);
        var registry = new HttpSchemaRegistry(
                new RegistryAccess(usual.urls(), null, 2, Duration.ofMillis(500), Duration.ofMillis(100)), pauses::add);
        assertThat(registry.byId(77)).isEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theNextAddressIsAskedWhenOneIsAway() {
        var registry = registry(NOBODY + ", " + server.url() + "/", null);

        assertThat(registry.register("s", Topics.ATTEMPTS.schema())).isPositive();
        assertThat(pauses).isEmpty();
    }

    @Test
    void nobodyThereIsUnavailable() {
        assertThatThrownBy(() -> registry(NOBODY, null).byId(1)).isInstanceOf(SchemaRegistryUnavailable.class);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void credentialsAreSentFromTheSettingOrTheAddress() {
        var inAddress = server.url().replace("http://", "http://ann:pw@");

        assertThat(registry(server.url(), "ann:pw").byId(1)).isEmpty();
        assertThat(registry(inAddress, null).byId(1)).isEmpty();

        assertThat(server.requests()).allMatch(request -> request.endsWith(" Basic YW5uOnB3"));
    }

    @Test
    void noSecretIsShown() {
        var access = RegistryAccess.of("http://ann:pw@127.0.0.1:1/x", "bob:pw2");

        assertThat(access.toString()).contains("127.0.0.1:1").doesNotContain("pw");
        assertThatThrownBy(() -> RegistryAccess.of("http://ann:pw@ho st", null))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(wrong -> assertThat(wrong.toString()).doesNotContain("pw"));
        assertThatThrownBy(() -> new HttpSchemaRegistry(
                                new RegistryAccess(access.urls(), "bob:pw2", 1, Duration.ofSeconds(1), Duration.ZERO))
                        .byId(1))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("pw"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "ftp://x", "127.0.0.1:80", "http://"})
    void whatIsNoAddressIsRefused(String url) {
        assertThatThrownBy(() -> RegistryAccess.of(url, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void aSchemaOfAnotherKindCountsAsUnknown() {
        server.answerIdsWith("{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
        server.failWith(503);
        var registry = open();
        int id = registry.register("s", Topics.ATTEMPTS.schema());

        assertThat(registry.byId(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema\":\"nonsense\"}", "{}", "{\"schema\":\"{\\\"type\\\":\\\"record\\\"}\"}"})
    void aSchemaThatIsNoSchemaIsRefused(String body) {
        var registry = open();
        int id = registry.register("s", Topics.ATTEMPTS.schema());
        server.answerIdsWith(body);

        assertThatThrownBy(() -> registry.byId(id)).isInstanceOf(SchemaRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "{\"schema\":"})
    void anAnswerThatIsNoAnswerIsAsNone(String body) {
        var registry = open();
        int id = registry.register("s", Topics.ATTEMPTS.schema());
        server.answerIdsWith(body);

        assertThatThrownBy(() -> registry.byId(id)).isInstanceOf(SchemaRegistryUnavailable.class);
    }

    private HttpSchemaRegistry registry(String urls, @Nullable String userInfo) {
        var usual = RegistryAccess.of(urls, userInfo);
        return new HttpSchemaRegistry(
                new RegistryAccess(usual.urls(), userInfo, 3, Duration.ofSeconds(2), Duration.ofMillis(100)),
                pauses::add);
    }
}
