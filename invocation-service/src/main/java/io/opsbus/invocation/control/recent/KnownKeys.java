package io.opsbus.invocation.control.recent;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Kick;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keys that were read lately, and how their instances stood then: an agent beats once a minute, and most of what a beat cost was reading
 * its key again. One that is taken away is not believed here any more, nor elsewhere once the kick that says so has come; where it does
 * not come, for five minutes. What a key opens then is an instance without tasks.
 */
public final class KnownKeys implements AgentTasks.KickListener {
    private static final Duration BELIEVED = Duration.ofMinutes(5);
    private static final int MOST = 50_000;
    private static final int LEAST_BITS = 2048;
    private static final int MOST_BITS = 8192;

    private final Map<InstanceId, Known> known = new ConcurrentHashMap<>();

    private record Known(Key key, Instant until) {}

    /** A key that is good, and the standing of who has it. */
    public record Key(AgentKey key, Standing standing) {}

    /** The key; read when it was not lately. */
    public Optional<Key> find(InstanceId instance, Instant now, Supplier<Optional<Key>> read) {
        Known one = known.get(instance);
        if (one != null && one.until().isAfter(now)) {
            return Optional.of(one.key());
        }
        Optional<Key> fresh = read.get();
        if (known.size() >= MOST) {
            known.clear();
        }
        // nobody's id is not remembered: there are too many
        fresh.ifPresentOrElse(
                key -> known.put(instance, new Known(key, now.plus(BELIEVED))), () -> known.remove(instance));
        return fresh;
    }

    @Override
    public void kick(Kick kick) {
        if (kick instanceof Kick.Deregister(InstanceId instance)) {
            forget(instance);
        }
    }

    public void forget(InstanceId instance) {
        known.remove(instance);
    }

    /** Whether a key may be registered: RSA, 2048 bits or more, as PEM (agent facts 4). */
    public static boolean isGood(String pem) {
        String body = pem.replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replaceAll("\\s", "");
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
            int bits = ((RSAPublicKey) key).getModulus().bitLength();
            return bits >= LEAST_BITS && bits <= MOST_BITS;
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return false;
        }
    }
}
