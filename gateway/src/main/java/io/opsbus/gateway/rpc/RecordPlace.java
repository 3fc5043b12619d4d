package io.opsbus.gateway.rpc;

import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;

/** A place in the audit that is given back when nothing was recorded, whatever went wrong. */
final class RecordPlace implements AutoCloseable {
    private final Audit.Place place;
    private boolean isUsed;

    RecordPlace(Audit.Place place) {
        this.place = place;
    }

    void record(AuditedCall call) {
        isUsed = true;
        place.record(call);
    }

    @Override
    public void close() {
        if (!isUsed) {
            place.giveBack();
        }
    }
}
