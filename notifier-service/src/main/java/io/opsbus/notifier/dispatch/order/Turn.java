package io.opsbus.notifier.dispatch.order;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's turn in its line: what comes after it hears when it may go, or that it will not in this batch. Safe for any thread.
 *
 * @param <T> what stands in line
 */
public final class Turn<T> {
    /** How a turn ends. */
    public enum End {
        /** The delivery is over, and its end is durable. */
        OVER,
        /** The attempt failed. */
        FAILED,
        /** It was never made. */
        NEVER
    }

    private final Consumer<T> go;
    private final Consumer<T> stop;
    private @Nullable End end;
    private @Nullable T next;
    private boolean passesFailed;

    /**
     * A turn that has not ended.
     *
     * @param go lets the next one have its turn
     * @param stop tells the next one that it has none
     */
    public Turn(Consumer<T> go, Consumer<T> stop) {
        this.go = go;
        this.stop = stop;
    }

    /**
     * That one is next; there is one at most.
     *
     * @param passes whether it goes although this attempt fails
     */
    public void then(T one, boolean passes) {
        End known;
        synchronized (this) {
            next = one;
            passesFailed = passes;
            known = end;
        }
        if (known != null) {
            tell(one, known, passes);
        }
    }

    /** The turn ends; only the first time counts. */
    public void end(End how) {
        T one;
        boolean passes;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = how;
            one = next;
            passes = passesFailed;
        }
        if (one != null) {
            tell(one, how, passes);
        }
    }

    private void tell(T one, End how, boolean passes) {
        var goes = switch (how) {
            case OVER -> true;
            case FAILED -> passes;
            case NEVER -> false;
        };
        (goes ? go : stop).accept(one);
    }
}
