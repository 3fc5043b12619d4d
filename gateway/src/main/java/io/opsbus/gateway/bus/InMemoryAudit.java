package io.opsbus.gateway.bus;

import io.opsbus.gateway.audit.Audit;
import io.opsbus.gateway.audit.AuditedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fake: what was recorded, and as much room as a test gives it. */
public final class InMemoryAudit implements Audit {
    private final List<AuditedCall> made = new ArrayList<>();
    private final List<AuditedCall> refused = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    /** From now on this many calls find a place. */
    public synchronized void room(int places) {
        room = places;
    }

    /** Calls that were made. */
    public synchronized List<AuditedCall> made() {
        return List.copyOf(made);
    }

    /** Calls that were refused. */
    public synchronized List<AuditedCall> refused() {
        return List.copyOf(refused);
    }

    /** Places that are taken and not used yet. */
    public synchronized int room() {
        return room;
    }

    @Override
    public synchronized Optional<Place> reserve() {
        if (room == 0) {
            return Optional.empty();
        }
        room--;
        return Optional.of(new Place() {
            @Override
            public void record(AuditedCall call) {
                add(call);
            }

            @Override
            public void giveBack() {
                leave();
            }
        });
    }

    @Override
    public synchronized void refused(AuditedCall call) {
        refused.add(call);
    }

    private synchronized void add(AuditedCall call) {
        made.add(call);
        room++;
    }

    private synchronized void leave() {
        room++;
    }
}
