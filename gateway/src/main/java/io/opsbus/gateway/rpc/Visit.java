package io.opsbus.gateway.rpc;

import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpErrors;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.WireReply;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One request on its way through the door.
 *
 * @param now when it arrived
 * @param begun the same, by the clock that never goes back
 */
record Visit(HttpCall http, Instant now, long begun, TraceContext trace) {
    WireReply.Envelope envelope() {
        return new WireReply.Envelope(
                http.requestId(), HttpErrors.hostId(http.headers().getOrDefault("host", "")));
    }

    HttpReply reply(Denial denial, Format format) {
        WireReply written = WireReply.error(denial.error(), format, envelope());
        Map<String, String> headers = new HashMap<>(denial.headers());
        headers.put("x-acs-request-id", http.requestId());
        return HttpReply.text(written.status(), written.contentType(), headers, written.body());
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
