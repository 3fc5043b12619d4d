package io.opsbus.rpc.contract;

import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What answers in {@link RpcHostContract}: it tells what it was asked. The query's first word makes it do something else:
 * {@code bug} and {@code deep} throw, {@code wait} holds the request until the test lets go, {@code own-id} answers under
 * another id, {@code status} and {@code bytes} answer what their value says.
 */
final class ContractEndpoint implements Endpoint {
    /** Compared to the character by some clients. */
    static final String TYPE = "text/xml;charset=utf-8";

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore arrivals = new Semaphore(0);
    private final AtomicLong held = new AtomicLong();
    private volatile CountDownLatch gate = new CountDownLatch(1);

    @Override
    public HttpReply answer(HttpCall call) {
        calls.incrementAndGet();
        String[] word = call.query().split("[&=]", 3);
        return switch (word[0]) {
            case "bug" -> throw new IllegalStateException("a secret from inside");
            case "deep" -> throw new AssertionError("a secret from inside, depth " + deeper(1));
            case "wait" -> held(call);
            case "own-id" -> told(call, Map.of("x-acs-request-id", "THE-GATEWAY-S"));
            case "status" -> HttpReply.text(Integer.parseInt(word[1]), TYPE, Map.of("X-Extra", "a, b;c=\"d\""), "told");
            case "bytes" -> new HttpReply(200, TYPE, Map.of(), new byte[Integer.parseInt(word[1])]);
            default -> told(call, Map.of());
        };
    }

    /** Requests that came through so far. */
    int calls() {
        return calls.get();
    }

    /** Requests held now. */
    int waiting() {
        return waiting.get();
    }

    /** Bytes of the bodies of the requests held now. */
    long held() {
        return held.get();
    }

    /** Has a permit for every request that began to wait, and for whatever the test adds. */
    Semaphore arrivals() {
        return arrivals;
    }

    /** Ends every wait, and begins anew. */
    void letGo() {
        arrivals.drainPermits();
        CountDownLatch open = gate;
        gate = new CountDownLatch(1);
        open.countDown();
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int deeper(int depth) {
        return 1 + deeper(depth + 1);
    }

    private HttpReply held(HttpCall call) {
        CountDownLatch until = gate;
        held.addAndGet(call.body().length);
        waiting.incrementAndGet();
        arrivals.release();
        try {
            if (!until.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.decrementAndGet();
            held.addAndGet(-call.body().length);
        }
        return told(call, Map.of());
    }

    private static HttpReply told(HttpCall call, Map<String, String> headers) {
        String text = String.join(
                "\n",
                "method " + call.method(),
                "path " + call.path(),
                "query " + call.query(),
                "x-seen " + call.header("x-seen").orElse("none"),
                "type " + call.header("content-type").orElse("none"),
                "host " + call.header("host").orElse("none"),
                "form " + call.form(),
                "body " + call.body().length + " " + Arrays.hashCode(call.body()),
                "remote " + call.remoteAddress(),
                "id " + call.requestId(),
                "virtual " + Thread.currentThread().isVirtual(),
                "");
        return new HttpReply(200, TYPE, headers, text.getBytes(StandardCharsets.UTF_8));
    }
}
