package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.Guest;
import java.util.List;

/** The open system events of instances, for themselves. Throws {@link io.opsbus.invocation.query.StoreAway}. */
public interface GuestEvents {
    /** Takes what the bus tells, in its order; again it changes nothing. One that is over is forgotten. */
    void take(List<Guest.Event> news);

    /** Those of an instance, the first published first; 100 at most. */
    List<Guest.Event> of(InstanceId instance);
}
