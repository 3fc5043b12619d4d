package io.opsbus.benchmarks.notify;

import java.util.Arrays;
import java.util.Optional;

/** The systems that are measured side by side. */
enum Route {
    /** Events as Avro on their topic, matched and delivered by notifier-service. */
    NOTIFIER("notifier"),
    /** The same events, already JSON, on a topic of our own, forwarded by {@link FloorMain}. */
    FLOOR("floor");

    /** Where the floor reads. */
    static final String FLOOR_TOPIC = "bench.floor";

    private final String word;

    Route(String word) {
        this.word = word;
    }

    static Optional<Route> of(String word) {
        return Arrays.stream(values()).filter(route -> route.word.equals(word)).findFirst();
    }

    /** Its name in results, and that of its process. */
    String word() {
        return word;
    }
}
