package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.Door;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many at once: nobody waits for another, and memory has a bound. */
interface LoadContract extends HostUnderTest {
    int MANY = 1000;

    @Test
    default void slowRequestsHoldNobodyUp() throws Exception {
        List<Wire> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                slow.add(wire().send(head("POST", "?wait=" + i)));
            }
            awaitArrivals(300);
            try (Wire quick = wire()) {
                for (int i = 0; i < 10; i++) {
                    assertThat(quick.send(head("GET", "?quick=" + i)).answer().body())
                            .contains("query quick=" + i + "\n");
                }
            }
            assertThat(endpoint().waiting()).isEqualTo(300);
            endpoint().letGo();
            for (int i = 0; i < slow.size(); i++) {
                assertThat(slow.get(i).answer().body()).contains("query wait=" + i + "\n");
            }
        } finally {
            endpoint().letGo();
            close(slow);
        }
    }

    @Test
    default void halfRequestsHoldNobodyUp() throws Exception {
        List<Wire> half = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                half.add(wire().send(post("Content-Length: 9") + "a=b"));
                half.add(wire().send("POST " + url().getPath() + " HTTP/1.1\r\nHost"));
            }
            try (Wire quick = wire()) {
                assertThat(quick.send(head("GET", "")).answer().status()).isEqualTo(200);
            }
            assertThat(half.getFirst().send("&c=d,e").answer().body()).contains("form a=b&c=d,e\n");
        } finally {
            close(half);
        }
    }

    @Test
    default void aThousandBodiesTakeNoMoreThanTheirRoom() throws Exception {
        byte[] body = new byte[256 * 1024];
        List<Wire> all = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                Wire wire = wire();
                all.add(wire);
                answers.add(clients.submit(() -> statusOf(wire, body)));
            }
            awaitArrivals(MANY);
            int held = endpoint().waiting();
            assertThat(endpoint().held()).isBetween((long) body.length, Door.BODIES_TOGETHER);
            endpoint().letGo();
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
            assertThat(statuses).isEqualTo(Map.of(200, held, 503, MANY - held));
        } finally {
            endpoint().letGo();
            close(all);
        }
        try (Wire after = wire()) {
            byte[] largest = new byte[Door.LONGEST_BODY];
            after.send(post("Content-Length: " + largest.length)).send(largest);
            assertThat(after.answer().status()).as("room was given back").isEqualTo(200);
        }
    }

    private int statusOf(Wire wire, byte[] body) throws IOException {
        wire.send(head("POST", "?wait", "Content-Length: " + body.length)).send(body);
        Wire.Seen seen = wire.answer();
        if (seen.status() != 200) {
            HostUnderTest.assertRefused(seen, 503, "ServiceUnavailable");
            assertThat(seen.one("x-acs-retry-after")).isEqualTo("1000");
            endpoint().arrivals().release();
        }
        return seen.status();
    }

    private void awaitArrivals(int count) throws InterruptedException {
        assertThat(endpoint().arrivals().tryAcquire(count, 60, TimeUnit.SECONDS))
                .as("%d requests arrived", count)
                .isTrue();
    }

    private static void close(List<Wire> wires) throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
