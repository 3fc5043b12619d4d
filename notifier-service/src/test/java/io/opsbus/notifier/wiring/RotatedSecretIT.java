package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.bus.FakeRegistry;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A signing secret is replaced by the API while deliveries go on and others wait for their target. */
class RotatedSecretIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ACCOUNT = "a-rotates";
    private static final String PATH = "/flip/rotated";
    private static final String OLD = secret('o');
    private static final String NEW = secret('n');
    private static final String KEPT = "******";
    private static final int SOME = 50;

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final RunningNotifier notifier = RunningNotifier.startReady(registry.url());

    @AfterEach
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
    }

    private static String secret(char of) {
        return "whsec_"
                + Base64.getEncoder()
                        .encodeToString(String.valueOf(of).repeat(32).getBytes(UTF_8));
    }

    private String subscription(String... secrets) {
        Map<String, Object> target = Map.of("type", "webhook", "url", sink.url(PATH), "secrets", List.of(secrets));
        return NotifierDoor.subscription(List.of("CRITICAL"), target).toString();
    }

    private void put(String id, String... secrets) {
        var answer = notifier.put("/accounts/" + ACCOUNT + "/subscriptions/" + id, subscription(secrets));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RunningNotifier.json(answer.body()).path("id").asText()).isEqualTo(id);
    }

    /** As a receiver verifies; the secrets whose signature is among those shown. */
    private static Set<String> signers(Sink.Got got) {
        var shown = Arrays.asList(
                got.headers().getOrDefault("webhook-signature", "").split(" ", -1));
        var signed = (got.headers().get("webhook-id") + "." + got.headers().get("webhook-timestamp") + "." + got.body())
                .getBytes(UTF_8);
        var by = Stream.of(OLD, NEW)
                .filter(secret -> shown.stream().anyMatch(one -> isBy(secret, signed, one)))
                .collect(Collectors.toUnmodifiableSet());
        assertThat(by).as("nothing else signs").hasSameSizeAs(shown);
        return by;
    }

    private static boolean isBy(String secret, byte[] signed, String shown) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            var expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
            return MessageDigest.isEqual(expected.getBytes(UTF_8), shown.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private List<Set<String>> signers(List<String> events) {
        var asked = Set.copyOf(events);
        return sink.got(PATH).stream()
                .filter(got -> asked.contains(
                        RunningNotifier.json(got.body()).path("id").asText()))
                .map(RotatedSecretIT::signers)
                .toList();
    }

    @Test
    void nothingIsLostAndEachDeliveryIsSignedByASecretTheReceiverHas() {
        sink.flip(503);
        var made = notifier.post("/accounts/" + ACCOUNT + "/subscriptions", subscription(OLD));
        var id = RunningNotifier.json(made.body()).path("id").asText();
        var before = bus.publish(ACCOUNT, SOME);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notifier.stats().path("parkedNow").asLong()).isEqualTo(SOME));
        put(id, NEW, KEPT);
        var between = bus.publish(ACCOUNT, SOME);
        sink.flip(204);
        await().atMost(SOON).untilAsserted(() -> assertThat(sink.taken()).isNotEmpty());
        put(id, KEPT);
        var after = bus.publish(ACCOUNT, SOME);
        await().atMost(SOON).untilAsserted(() -> assertThat(sink.taken()).hasSize(3 * SOME));
        assertThat(sink.taken().values())
                .as("each once")
                .allSatisfy(times -> assertThat(times.sum()).isEqualTo(1));
        assertThat(signers(before)).contains(Set.of(OLD)).doesNotContain(Set.of());
        assertThat(signers(between))
                .isNotEmpty()
                .allSatisfy(by -> assertThat(by).contains(NEW));
        assertThat(signers(after)).isNotEmpty().containsOnly(Set.of(NEW));
        assertThat(signers(Stream.of(before, between).flatMap(List::stream).toList()))
                .as("those who have either secret verify what goes out meanwhile")
                .contains(Set.of(OLD, NEW));
    }
}
