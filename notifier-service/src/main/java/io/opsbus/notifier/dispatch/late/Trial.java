package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.dispatch.Parking;
import java.util.concurrent.CountDownLatch;

/** An attempt at a delivery that waits for the store. Safe for any thread. */
public interface Trial {
    /** Whether it went well and that stands, so that nothing is left to be parked. */
    boolean isDelivered();

    /** Whether it has ended, well or not. */
    boolean isOver();

    /** Whether it was not made and never will be. */
    boolean isGone();

    /** Takes it back; false when it has begun. */
    boolean withdraw();

    /** What is parked of its delivery once it has begun. */
    Parking.Row underWay(Parking.Row row);

    /** Counts down when it has ended or is gone, at once when it has already. */
    void countOn(CountDownLatch waiting);
}
