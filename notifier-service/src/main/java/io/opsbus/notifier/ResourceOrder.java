package io.opsbus.notifier;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a target hears of each resource in the order of the events, and what becomes of the later ones when an attempt fails that will be made
 * again. The next of a resource begins when the one before it is over: delivered, or given up (dead, or its fallback's). What has not been tried
 * yet keeps its place, whatever it waits for.
 *
 * <pre>
 *   1 fails, 2 and 3 came       BLOCK                 SKIP                    SUPERSEDE
 *                               1 again ... 1 over    2, 3 now                1, 2 superseded
 *                               then 2, then 3        1 again on its own      3 now
 * </pre>
 */
public enum ResourceOrder {
    /** None: each is attempted as soon as there is room for it. */
    NONE,
    /** The later ones wait until it is over, which is as long as it is tried at most. */
    BLOCK,
    /** It loses its place and is tried again beside them; they go on as if it were over. */
    SKIP,
    /** It and all before the newest are given up as superseded, and the newest goes. */
    SUPERSEDE;

    /** The order a request names, in capital letters; empty for any other word. None is asked for by naming none. */
    public static Optional<ResourceOrder> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one != NONE && one.name().equals(word))
                .findFirst();
    }

    /** Whether there is one. */
    public boolean isKept() {
        return this != NONE;
    }
}
