package io.opsbus.rpc.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What answers in {@link RpcHostContract}: it tells what it was asked. The query's first word makes it do something else:
 * {@code bug} throws, {@code wait} holds the request until the test lets go, {@code own-id} answers under another id.
 */
public final class ContractEndpoint implements Endpoint {
    static final String TYPE = "text/xml;charset=utf-8";

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(1);

    @Override
    public HttpReply answer(HttpCall call) {
        String word = call.query().split("[&=]", 2)[0];
        return switch (word) {
            case "bug" -> throw new IllegalStateException("a secret from inside");
            case "wait" -> held(call);
            case "own-id" -> told(call, Map.of("x-acs-request-id", "THE-GATEWAY-S"));
            case "status" ->
                HttpReply.text(Integer.parseInt(call.query().substring("status=".length())), TYPE, Map.of(), "told");
            case "nothing" -> new HttpReply(200, TYPE, Map.of(), new byte[0]);
            default -> told(call, Map.of("x-acs-retry-after", "250"));
        };
    }

    int waiting() {
        return waiting.get();
    }

    /** Ends every wait, and begins anew. */
    void letGo() {
        CountDownLatch open = gate;
        gate = new CountDownLatch(1);
        open.countDown();
    }

    private HttpReply held(HttpCall call) {
        waiting.incrementAndGet();
        try {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.decrementAndGet();
        }
        return told(call, Map.of());
    }

    private static HttpReply told(HttpCall call, Map<String, String> headers) {
        String text = String.join(
                "\n",
                "method " + call.method(),
                "path " + call.path(),
                "query " + call.query(),
                "x-seen " + call.header("x-seen").orElse(""),
                "type " + call.header("content-type").orElse("none"),
                "form " + call.form(),
                "body " + call.body().length + " " + sum(call.body()),
                "remote " + call.remoteAddress(),
                "id " + call.requestId(),
                "virtual " + Thread.currentThread().isVirtual(),
                "");
        return new HttpReply(200, TYPE, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Enough to tell that no byte was lost, doubled or turned. */
    static int sum(byte[] bytes) {
        return java.util.Arrays.hashCode(bytes);
    }
}
