package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KickSocketTest {
    private final List<Boolean> states = new CopyOnWriteArrayList<>();
    private final AtomicInteger dials = new AtomicInteger(100);

    @TempDir
    Path folder;

    private Door door;
    private HttpClient client;
    private KickSocket socket;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        door = new Door(folder);
        var connection = new Connection(door.host(), door.ca());
        client = connection.client(Thread::startVirtualThread);
        var identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
        var server = new Server(connection, client, identity, Clock.systemUTC(), (_, _) -> {}, Patience.NONE);
        socket = new KickSocket(
                server,
                () -> dials.getAndDecrement() > 0,
                _ -> {},
                states::add,
                (_, _) -> {},
                _ -> Duration.ofMillis(1));
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                socket.run();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void end() throws Exception {
        socket.close();
        thread.interrupt();
        client.shutdownNow();
        door.close();
    }

    @Test
    void whoeverEndsItAndHoweverItSaysThatItIsNotOpen() throws Exception {
        thread.start();
        await().until(() -> states.equals(List.of(true)));
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(states).containsExactly(true, false);
    }

    @Test
    void whenItIsClosedItHasSaidSo() {
        thread.start();
        await().until(() -> states.equals(List.of(true)));
        socket.close();
        assertThat(states).containsExactly(true, false);
    }

    @Test
    void itIsNotOpenedAgainByWhoMayNot() throws Exception {
        dials.set(1);
        thread.start();
        await().until(door::isConnected);
        door.cut();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(states).containsExactly(true, false);
        assertThat(door.heard()).hasSize(1);
    }
}
