package io.opsbus.benchmarks;

import org.jspecify.annotations.Nullable;

/** A benchmark could not be carried out. The message is fit to be shown to a user as it is. */
public final class BenchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public BenchFailure(@Nullable String message) {
        super(message);
    }

    public BenchFailure(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
