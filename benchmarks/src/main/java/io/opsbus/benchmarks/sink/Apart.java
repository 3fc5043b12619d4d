package io.opsbus.benchmarks.sink;

import java.util.List;

/**
 * The targets that are set apart: the first ones.
 *
 * @param below targets numbered below this
 * @param tempers theirs, in turn
 */
public record Apart(int below, List<Temper> tempers) {
    /** Every target is counted. */
    public static final Apart NOBODY = new Apart(0, List.of(Temper.WELL));

    public Apart {
        tempers = List.copyOf(tempers);
        if (tempers.isEmpty()) {
            throw new IllegalArgumentException("targets that are set apart need a temper");
        }
    }

    boolean holds(int target) {
        return target < below;
    }

    Temper temper(int target) {
        return tempers.get(target % tempers.size());
    }
}
