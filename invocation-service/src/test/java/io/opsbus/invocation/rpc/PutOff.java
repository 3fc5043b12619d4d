package io.opsbus.invocation.rpc;

import io.opsbus.invocation.control.order.Later;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is put off happens when its time has come by a clock that is set. */
final class PutOff implements Later {
    private final InstantSource clock;
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

    private record Waiting(Instant due, Runnable what) {}

    PutOff(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void run(Duration after, Runnable what) {
        waiting.add(new Waiting(clock.instant().plus(after), what));
    }

    void happens() {
        List<Waiting> due = waiting.stream()
                .filter(one -> !one.due.isAfter(clock.instant()))
                .toList();
        waiting.removeAll(due);
        due.forEach(one -> one.what.run());
    }
}
