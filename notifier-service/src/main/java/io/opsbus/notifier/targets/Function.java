package io.opsbus.notifier.targets;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A function with an HTTP trigger: Function Compute, Knative, OpenFaaS (guide 4.1, 函数计算).
 *
 * @param mode whether the function's own end is waited for
 * @param headers added to each request, names in lower case
 */
public record Function(URI url, Mode mode, Map<String, Secret> headers) implements Target {
    /** What an answer of 2xx means. */
    public enum Mode {
        /** The function has run. */
        SYNC,
        /** The call was taken on and runs by itself ({@code X-Fc-Invocation-Type: Async}, {@code Prefer: respond-async}). */
        ASYNC
    }

    public Function {
        headers = Map.copyOf(headers);
    }

    static Function read(Fields fields) {
        return new Function(fields.address("url"), fields.word("mode", Mode.SYNC), fields.headers("headers"));
    }

    @Override
    public Kind kind() {
        return Kind.FUNCTION;
    }

    @Override
    public Rate rate() {
        return Rate.FREE;
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("url", url.toString());
        form.put("mode", Fields.word(mode));
        form.put("headers", headers);
        return form;
    }
}
