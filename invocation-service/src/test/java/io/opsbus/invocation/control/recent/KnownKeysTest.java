package io.opsbus.invocation.control.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.Kick;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final InstanceId INSTANCE = new InstanceId("mi-000000000000000001");
    private static final KnownKeys.Key KEY =
            new KnownKeys.Key(new AgentKey("machine", "pem"), new Standing.Registered());

    private final KnownKeys keys = new KnownKeys();
    private int reads;

    private Optional<KnownKeys.Key> find(Instant now) {
        return find(now, () -> Optional.of(KEY));
    }

    private Optional<KnownKeys.Key> find(Instant now, Supplier<Optional<KnownKeys.Key>> store) {
        return keys.find(INSTANCE, now, () -> {
            reads++;
            return store.get();
        });
    }

    @Test
    void anAgentThatBeatsOnceAMinuteIsReadEveryFifthTime() {
        for (int minute = 0; minute < 10; minute++) {
            assertThat(find(NOW.plus(Duration.ofMinutes(minute)))).contains(KEY);
        }
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whoIsDeregisteredElsewhereIsReadAgain() {
        find(NOW);
        keys.kick(new Kick.Everything(INSTANCE));
        keys.kick(new Kick.Deregister(new InstanceId("mi-000000000000000002")));
        find(NOW);
        assertThat(reads).isEqualTo(1);
        keys.kick(new Kick.Deregister(INSTANCE));
        assertThat(find(NOW, Optional::empty)).isEmpty();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void nobodyIsNotRemembered() {
        assertThat(find(NOW, Optional::empty)).isEmpty();
        assertThat(find(NOW)).contains(KEY);
    }
}
