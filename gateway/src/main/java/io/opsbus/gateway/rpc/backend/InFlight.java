package io.opsbus.gateway.rpc.backend;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many calls each service has to answer at a time. Nobody waits for a place: a queue in front of a slow service only
 * makes it slower for everybody. A slow service so holds its own places, and no other's.
 */
public final class InFlight {
    private final int most;
    private final int mostPatient;
    private final Map<String, Semaphore> services = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> patient = new ConcurrentHashMap<>();

    /** No more patient calls than others. */
    public InFlight(int most) {
        this(most, most);
    }

    /**
     * Places that are all free.
     *
     * @param most calls of one service at a time, at least 1
     * @param mostPatient calls of one service at a time that may wait there for something to happen, at least 1
     */
    public InFlight(int most, int mostPatient) {
        this.most = most;
        this.mostPatient = mostPatient;
    }

    /** A place; closing it twice gives it back once. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** A place, or none; only for services that announced themselves. */
    public Optional<Place> enter(String service) {
        return enter(services.computeIfAbsent(service, _ -> new Semaphore(most)));
    }

    /** A place for a call that may wait there, or none. */
    public Optional<Place> enterPatiently(String service) {
        return enter(patient.computeIfAbsent(service, _ -> new Semaphore(mostPatient)));
    }

    private static Optional<Place> enter(Semaphore places) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        AtomicBoolean isOut = new AtomicBoolean();
        return Optional.of(() -> {
            if (isOut.compareAndSet(false, true)) {
                places.release();
            }
        });
    }

    /** Calls a service has to answer just now. */
    public int now(String service) {
        Semaphore places = services.get(service);
        return places == null ? 0 : most - places.availablePermits();
    }
}
