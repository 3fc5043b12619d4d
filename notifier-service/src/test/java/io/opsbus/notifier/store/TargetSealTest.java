package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import io.opsbus.notifier.targets.Webhook;
import io.opsbus.seal.KeyRing;
import io.opsbus.seal.MasterKey;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetSealTest {
    private static final SubscriptionId OWNER = new SubscriptionId("sub-1");

    private static TargetSeal seal(int fill) {
        var bytes = new byte[32];
        bytes[0] = (byte) fill;
        var key = MasterKey.ofBase64(Base64.getEncoder().encodeToString(bytes), new SecureRandom());
        return new TargetSeal(Optional.of(new KeyRing(key, List.of())));
    }

    private static Target target() {
        var problems = new ArrayList<FieldProblem>();
        return Target.read(
                        Map.of(
                                "type",
                                "webhook",
                                "url",
                                "https://h.example/",
                                "headers",
                                Map.of("x-key", "s3cret"),
                                "secrets",
                                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                        problems)
                .orElseThrow(() -> new AssertionError(problems));
    }

    @Test
    void whatIsStoredHoldsNoSecretAndOpensForItsOwner() {
        var stored = seal(1).write(OWNER, target());
        assertThat(stored)
                .contains("https://h.example/", "x-key", "sealed")
                .doesNotContain("s3cret", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(seal(1).read(OWNER, stored)).isEqualTo(target());
    }

    @Test
    void withAnotherKeyOrInAnotherRowItDoesNotOpenAndNothingElseStops() {
        var stored = seal(1).write(OWNER, target());
        assertThat(seal(2).read(OWNER, stored))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.why())
                                .as("the missing key is named")
                                .contains(stored.replaceAll(".*\"sealed\":\"([0-9a-f]{12})\\..*", "$1"), "older-keys"));
        assertThat(seal(1).read(new SubscriptionId("sub-2"), stored)).isInstanceOf(Unusable.class);
        assertThat(new TargetSeal(Optional.empty()).read(OWNER, stored)).isInstanceOf(Unusable.class);
        assertThat(seal(1).read(OWNER, "{")).isInstanceOf(Unusable.class);
    }

    @Test
    void withoutAKeyOnlyTargetsWithoutSecretsAreKept() {
        var without = new TargetSeal(Optional.empty());
        assertThatThrownBy(() -> without.write(OWNER, target())).isInstanceOf(Secret.CannotBeKept.class);
        var plain = Webhook.plain(URI.create("https://h.example/"));
        assertThat(without.read(OWNER, without.write(OWNER, plain))).isEqualTo(plain);
    }
}
