package io.opsbus.instance.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.instance.FactId;
import java.util.UUID;
import org.slf4j.MDC;

/** The trace a fact belongs to: the request's that asked for it, else one of its own. */
public final class Traces {
    private static final int SPAN_DIGITS = 16;

    private Traces() {}

    /** The W3C {@code traceparent}. */
    public static String of(FactId fact) {
        String trace = MDC.get("traceId");
        String span = MDC.get("spanId");
        if (trace != null && span != null) {
            return "00-" + trace + "-" + span + "-01";
        }
        String own = hex("trace/" + fact);
        return "00-" + own + "-" + hex("span/" + fact).substring(0, SPAN_DIGITS) + "-01";
    }

    private static String hex(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString().replace("-", "");
    }
}
