package io.opsbus.gateway.bus;

import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.schemas.gateway.ApiCall;

/** Audited calls as records of {@code gateway.audit}. */
final class AuditRecords {
    private static final String ANONYMOUS = "anonymous";

    private AuditRecords() {}

    /** Key of a call's record: one account's calls are in one partition. */
    static String key(AuditedCall call) {
        return call.isAuthenticated() ? call.caller().accountId() : ANONYMOUS;
    }

    static ApiCall record(String id, AuditedCall call, long suppressed) {
        return ApiCall.newBuilder()
                .setId(id)
                .setTime(call.time())
                .setAccountId(call.caller().accountId())
                .setAccessKeyId(call.caller().accessKeyId())
                .setService(call.asked().service())
                .setVersion(call.asked().version())
                .setAction(call.asked().action())
                .setRegionId(call.asked().regionId())
                .setResourceIds(call.asked().resourceIds())
                .setHttpStatus(call.outcome().httpStatus())
                .setCode(call.outcome().code())
                .setLatencyMicros(call.outcome().latencyMicros())
                .setRequestId(call.requestId())
                .setTraceId(call.traceId())
                .setSourceAddress(call.caller().sourceAddress())
                .setUserAgent(call.caller().userAgent())
                .setSuppressed(suppressed)
                .build();
    }
}
