package io.opsbus.invocation.rpc.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.peer.PeerService;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteInstancesTest extends CurrentInstancesContract {
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final InternalKey ANOTHER =
            InternalKey.of(Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(UTF_8)));

    private final InstancePeer peer = new InstancePeer(KEY);

    @AfterEach
    void close() {
        peer.close();
    }

    @Override
    CurrentInstances of(List<KnownInstance> instances) {
        instances.forEach(peer.instances::put);
        return asking(peer.url(), KEY);
    }

    private static RemoteInstances asking(URI url, InternalKey key) {
        return new RemoteInstances(
                new Keeper(new PeerService("invocation-service", "instance-service", url, key, Clock.systemUTC())));
    }

    @Test
    void aServiceThatDoesNotAnswerOrDoesNotBelieveIsNoMissingInstance() {
        for (var asked : List.of(asking(URI.create("http://127.0.0.1:1"), KEY), asking(peer.url(), ANOTHER))) {
            assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> asked.find(Given.ALICES, List.of(Given.LINUX)));
        }
    }
}
