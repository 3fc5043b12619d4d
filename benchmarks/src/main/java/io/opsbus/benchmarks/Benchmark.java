package io.opsbus.benchmarks;

import java.util.List;

/** One benchmark of {@code ./opsbus bench}. */
public interface Benchmark {
    /** The word it is called by. */
    String name();

    /** What it measures, in one sentence. */
    String summary();

    /** The options it takes. */
    List<Option> options();

    /**
     * Runs it: prints progress and a table, and writes a result file.
     *
     * @throws BenchFailure when it could not be carried out; its message is fit to be shown
     */
    Verdict run(Options options) throws BenchFailure;

    /** How a run ended. */
    enum Verdict {
        /** Measured, and every delivery is accounted for. */
        SOUND,
        /** Something was lost or did not finish: the figures do not count. */
        UNSOUND
    }
}
