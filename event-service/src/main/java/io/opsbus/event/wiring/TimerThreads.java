package io.opsbus.event.wiring;

import io.opsbus.ledger.timer.TimerLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Several loops that fire timers side by side: each claims others, and an event is never changed by two at once. */
final class TimerThreads implements Runnable {
    private final List<TimerLoop> loops;

    /** As many loops, each made by {@code make}. */
    TimerThreads(int count, Supplier<TimerLoop> make) {
        this.loops = IntStream.range(0, count).mapToObj(_ -> make.get()).toList();
    }

    /** Fires until all were told to end. */
    @Override
    public void run() {
        List<Thread> others = new ArrayList<>();
        for (TimerLoop loop : loops.subList(1, loops.size())) {
            others.add(Thread.ofPlatform()
                    .name("event-service-timers-" + (others.size() + 2))
                    .start(loop));
        }
        loops.getFirst().run();
        for (Thread other : others) {
            try {
                other.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void close() {
        loops.forEach(TimerLoop::close);
    }

    /** Why timers do not fire at the moment; empty if they do. */
    Optional<String> trouble() {
        return loops.stream().flatMap(loop -> loop.trouble().stream()).findFirst();
    }
}
