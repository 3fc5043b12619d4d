package io.opsbus.invocation.control.order;

import java.time.Duration;

/** Runs what is put off, on a thread of its own; what a process that ends has put off is not run. */
@FunctionalInterface
public interface Later {
    void run(Duration after, Runnable what);
}
