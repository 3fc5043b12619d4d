package io.opsbus.invocation.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.invocation.delivery.Attempt;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.objectstore.ObjectPeer.Mood;
import io.opsbus.rpc.signature.AccessKeySecret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpOutputStoreTest {
    private static final String OBJECT = "a b/运维/t-1/i-1/20261123T120000.000Z.txt";

    private final ObjectPeer peer = new ObjectPeer();

    @AfterEach
    void end() {
        peer.close();
    }

    private static StoreSettings settings(String url, String addressing, String secret, Duration timeout) {
        return new StoreSettings(
                StoreSettings.place(url, addressing, false),
                new StoreSettings.Key(ObjectPeer.ID, new AccessKeySecret(secret), "cn-hangzhou"),
                Buckets.of(List.of("logs")),
                timeout,
                Duration.ofDays(1));
    }

    private static Attempt put(StoreSettings settings) {
        try (var store = new HttpOutputStore(settings, Clock.systemUTC())) {
            return store.put("logs", OBJECT, "123\n".getBytes(UTF_8));
        }
    }

    private Attempt put() {
        return put(settings(peer.url(), "path", ObjectPeer.SECRET, Duration.ofMinutes(1)));
    }

    @Test
    void whatIsSignedIsTaken() {
        assertThat(put()).isEqualTo(new Attempt.Stored());
        assertThat(peer.objects()).containsOnlyKeys("/logs/" + OBJECT).containsValue("123\n");
        assertThat(put()).as("sent again").isEqualTo(new Attempt.Stored());
        assertThat(peer.objects()).hasSize(1);
    }

    /** "logs.localhost" is this machine by RFC 6761. */
    @Test
    void theBucketMayStandBeforeTheHost() {
        var settings = settings("http://localhost:" + peer.port(), "host", ObjectPeer.SECRET, Duration.ofMinutes(1));
        Attempt attempt = put(settings);
        if (attempt.equals(new Attempt.NotYet("StoreUnreachable"))) {
            // a machine whose resolver does not know of it
            return;
        }
        assertThat(attempt).isEqualTo(new Attempt.Stored());
        assertThat(peer.objects()).containsOnlyKeys("/" + OBJECT);
    }

    @Test
    void aWrongSecretIsTheOperatorsToMend() {
        assertThat(put(settings(peer.url(), "path", "another", Duration.ofMinutes(1))))
                .isEqualTo(new Attempt.NotYet("SignatureDoesNotMatch"));
        assertThat(peer.objects()).isEmpty();
    }

    @Test
    void whatIsForbiddenIsRefusedByItsCodeAlone() {
        peer.is(Mood.FORBIDDING);
        assertThat(put()).isEqualTo(new Attempt.Refused("AccessDenied"));
    }

    @Test
    void whoIsBusyIsAskedAnotherTime() {
        peer.is(Mood.BUSY);
        assertThat(put()).isEqualTo(new Attempt.NotYet("SlowDown"));
    }

    /** S3 says 400 of a body that came too slowly, and 409 of two writers at once. */
    @Test
    void whatWentWrongWithOneTryIsTriedAgain() {
        peer.is(Mood.SLOW_TO_READ);
        assertThat(put()).isEqualTo(new Attempt.NotYet("RequestTimeout"));
        peer.is(Mood.CONFLICTING);
        assertThat(put()).isEqualTo(new Attempt.NotYet("OperationAborted"));
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedFor() {
        peer.is(Mood.SILENT);
        assertThat(put(settings(peer.url(), "path", ObjectPeer.SECRET, Duration.ofMillis(200))))
                .isEqualTo(new Attempt.NotYet("StoreTimeout"));
    }

    @Test
    void whoIsAwayIsAskedAnotherTime() {
        String url = peer.url();
        peer.close();
        assertThat(put(settings(url, "path", ObjectPeer.SECRET, Duration.ofMinutes(1))))
                .isEqualTo(new Attempt.NotYet("StoreUnreachable"));
    }

    @Test
    void nobodyIsFollowedElsewhere() {
        peer.is(Mood.REDIRECTING);
        assertThat(put()).isEqualTo(new Attempt.Refused("TemporaryRedirect"));
        assertThat(peer.requests()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        peer.is(Mood.ENDLESS);
        assertThat(put()).isEqualTo(new Attempt.NotYet("StoreUnreachable"));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://store, path, endpoint",
        "https://store/path, path, endpoint",
        "https://user@store, path, endpoint",
        "http://192.0.2.1, path, endpoint",
        "https://store, both, addressing",
    })
    void whatCannotWorkIsRefusedByName(String url, String addressing, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreSettings.place(url, addressing, false))
                .withMessageContaining("opsbus.invocation.oss." + key);
    }

    @Test
    void theUsualPortIsLeftOut() {
        assertThat(StoreSettings.place("https://Store.example:443/", "path", false)
                        .endpoint())
                .isEqualTo(URI.create("https://store.example"));
        assertThat(StoreSettings.place("http://192.0.2.1:9000", "path", true).endpoint())
                .isEqualTo(URI.create("http://192.0.2.1:9000"));
    }
}
