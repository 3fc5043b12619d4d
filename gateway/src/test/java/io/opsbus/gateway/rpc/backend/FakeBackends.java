package io.opsbus.gateway.rpc.backend;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake: keeps what it was given, answers what a test wants. */
public final class FakeBackends implements Backends {
    private final List<Got> calls = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private Answer answer = answered(200, Map.of(), "{\"RequestId\":\"R\"}");

    /** A call that arrived. */
    public record Got(String service, List<URI> urls, String form, Map<String, String> headers, Duration limit) {}

    public static Answer answered(int status, Map<String, String> headers, String body) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("content-type", "application/json;charset=utf-8");
        return new Answer.Answered(status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    public void answer(Answer next) {
        answer = next;
    }

    /** From now on a call ends in a bug. */
    public void fail(RuntimeException bug) {
        failure = bug;
    }

    public synchronized List<Got> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized Answer call(String service, List<URI> urls, Call call, Duration limit) {
        calls.add(new Got(
                service,
                urls,
                new String(call.form(), StandardCharsets.UTF_8),
                call.headers().get(),
                limit));
        if (failure != null) {
            throw failure;
        }
        return answer;
    }
}
