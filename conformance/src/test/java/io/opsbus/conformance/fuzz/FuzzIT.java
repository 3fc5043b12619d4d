package io.opsbus.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.UndecodableAnswer;
import io.opsbus.conformance.raw.RawAnswer;
import io.opsbus.conformance.raw.RawConnection;
import io.opsbus.conformance.suite.Wires;
import io.opsbus.conformance.suite.WithWires;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Generated requests: whatever is sent, the answer comes in time, is no 5xx, and both SDKs can read it. Usually they are
 * the same requests in each run; {@code -Dopsbus.seed=N} makes others, {@code -Dopsbus.conformance.fuzz=100000} the full
 * number.
 */
@Isolated
@ExtendWith(WithWires.class)
class FuzzIT {
    private static final long REQUESTS = Long.getLong("opsbus.conformance.fuzz", 5_000);
    private static final long USUAL_SEED = 20190409;
    private static final int CONNECTIONS = 4;
    private static final int MOST_FAILURES = 20;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> outcomes = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong();

    @Test
    void nothingGeneratedBreaksTheSystem(Wires wires) throws InterruptedException {
        long seed = seed();
        // in the stranger's account: what is made by chance stays out of the other tests' way
        Attempts attempts = new Attempts(seed, wires.url(), wires.target().stranger(), KnownParameters.all());
        Thread[] threads = new Thread[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            threads[i] = Thread.ofPlatform().start(() -> run(attempts, wires));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        report();
        assertThat(failures).as("-Dopsbus.seed=" + seed).isEmpty();
        assertThat(outcomes.keySet()).as("some requests must get through").anyMatch(one -> one.startsWith("200"));
    }

    private void run(Attempts attempts, Wires wires) {
        @Nullable RawConnection connection = null;
        try (Decoders decoders = new Decoders()) {
            for (long number = next.getAndIncrement();
                    number < REQUESTS && failures.size() < MOST_FAILURES;
                    number = next.getAndIncrement()) {
                Attempt attempt = attempts.number(number);
                try {
                    connection = connection == null ? wires.connect() : connection;
                    RawAnswer answer = connection.exchange(attempt.request());
                    judge(attempt, answer, decoders);
                    connection = keep(connection, answer);
                } catch (IOException | RuntimeException noAnswer) {
                    fail(attempt, "no answer: " + noAnswer);
                    connection = null;
                }
            }
        }
    }

    private void judge(Attempt attempt, RawAnswer answer, Decoders decoders) {
        outcomes.merge(answer.status() + " " + answer.code(), 1L, Long::sum);
        if (answer.status() >= 500 || answer.status() < 200 || (answer.status() >= 300 && answer.status() < 400)) {
            fail(attempt, answer.toString());
            return;
        }
        if (isHomePage(attempt, answer)) {
            return;
        }
        try {
            decoders.read(isKnown(attempt) ? attempt.action() : "DescribeRegions", answer.wire());
        } catch (UndecodableAnswer | AssertionError undecodable) {
            fail(attempt, undecodable.toString());
        }
    }

    /** Who asks for nothing at all is a person with a browser. */
    private static boolean isHomePage(Attempt attempt, RawAnswer answer) {
        String target = attempt.request().target();
        return (target.equals("/") || target.equals("/?"))
                && attempt.request().method().equals("GET")
                && answer.text().startsWith("<!doctype html>");
    }

    private static boolean isKnown(Attempt attempt) {
        return KnownParameters.all().containsKey(attempt.action());
    }

    private static @Nullable RawConnection keep(RawConnection connection, RawAnswer answer) throws IOException {
        if ("close".equalsIgnoreCase(answer.header("Connection"))) {
            connection.close();
            return null;
        }
        return connection;
    }

    private void fail(Attempt attempt, String what) {
        failures.add("#" + attempt.number() + " " + attempt.action() + " "
                + attempt.request().method() + " " + attempt.request().target() + " "
                + attempt.request().headers() + "\n  => " + what);
    }

    @SuppressWarnings("SystemOut") // the test report is where it is looked for
    private void report() {
        new TreeMap<>(outcomes).forEach((outcome, count) -> System.out.println(count + " × " + outcome));
    }

    @SuppressWarnings("SystemOut") // the test report is where it is looked for
    private static long seed() {
        long seed = Long.getLong("opsbus.seed", USUAL_SEED);
        System.out.println("FuzzIT: " + REQUESTS + " requests, -Dopsbus.seed=" + seed);
        return seed;
    }
}
