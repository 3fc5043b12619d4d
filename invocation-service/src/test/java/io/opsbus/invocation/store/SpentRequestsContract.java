package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.fleet.SpentRequests;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store of spent requests does, be it real or fake. */
abstract class SpentRequestsContract {
    abstract SpentRequests empty();

    private static String request() {
        return UUID.randomUUID().toString();
    }

    @Test
    void eachIsGoodOnceForItsAgent() {
        SpentRequests spent = empty();
        String request = request();
        assertThat(spent.spend(LINUX, request, NOON)).isTrue();
        assertThat(spent.spend(LINUX, request, NOON.plusSeconds(60))).isFalse();
        assertThat(spent.spend(WINDOWS, request, NOON)).isTrue();
        assertThat(spent.spend(LINUX, request(), NOON)).isTrue();
    }

    @Test
    void ofManyThatSpendTheSameAtOnceOneDoes() throws InterruptedException, ExecutionException {
        SpentRequests spent = empty();
        var requests = IntStream.range(0, 50).mapToObj(_ -> request()).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, 400)
                    .mapToObj(n -> threads.submit(() -> spent.spend(LINUX, requests.get(n % 50), NOON)))
                    .toList();
            int taken = 0;
            for (var one : asked) {
                taken += one.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(50);
        }
    }

    @Test
    void theOldOnesAreForgottenInParts() {
        SpentRequests spent = empty();
        String kept = request();
        for (int n = 0; n < 5; n++) {
            assertThat(spent.spend(LINUX, request(), NOON)).isTrue();
        }
        assertThat(spent.spend(LINUX, kept, NOON.plusSeconds(60))).isTrue();
        assertThat(spent.forget(NOON.plusSeconds(30), 3)).isEqualTo(3);
        assertThat(spent.forget(NOON.plusSeconds(30), 3)).isEqualTo(2);
        assertThat(spent.spend(LINUX, kept, NOON)).isFalse();
    }
}
