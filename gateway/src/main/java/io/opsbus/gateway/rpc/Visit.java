package io.opsbus.gateway.rpc;

import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.time.Instant;

/**
 * One request on its way through the door.
 *
 * @param now when it arrived
 * @param begun the same, by the clock that never goes back
 */
record Visit(HttpCall http, Instant now, long begun, TraceContext trace) {
    HttpReply reply(Denial denial, Manner manner) {
        return manner.error(denial, http);
    }

    AuditedCall.Caller caller(String accountId, String accessKeyId) {
        return new AuditedCall.Caller(
                accountId, accessKeyId, http.remoteAddress(), http.headers().getOrDefault("user-agent", ""));
    }

    AuditedCall audited(AuditedCall.Caller caller, AuditedCall.Asked asked, int status, String code, long nanoTime) {
        return new AuditedCall(
                now,
                http.requestId(),
                trace.traceId(),
                caller,
                asked,
                new AuditedCall.Outcome(status, code, (nanoTime - begun) / 1000));
    }
}
