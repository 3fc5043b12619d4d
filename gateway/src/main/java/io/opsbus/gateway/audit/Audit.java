package io.opsbus.gateway.audit;

import java.util.Optional;

/**
 * Where calls are recorded. A call that is made takes its place in the audit first: without room for its record it does not
 * happen.
 */
public interface Audit {
    /** Room for one record; empty when there is none, because the audit cannot get rid of what it has. */
    Optional<Place> reserve();

    /**
     * Records a call that was refused and so changed nothing. Never waits. When there are too many, or no room, it is only
     * counted, and the next recorded one tells how many.
     */
    void refused(AuditedCall call);

    /** Room that is taken; one of the two methods is called, once. */
    interface Place {
        /** Records the call; the record leaves for good, sooner or later. */
        void record(AuditedCall call);

        /** The call was not made after all. */
        void giveBack();
    }
}
