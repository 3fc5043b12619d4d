package io.opsbus.invocation.schedule.calendar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Some of the whole numbers between two bounds; never changes. */
public final class NumberSet {
    /** What {@link #next} answers when there is none. */
    public static final int NONE = -1;

    private final BitSet numbers;
    private final int lowest;
    private final int highest;

    private NumberSet(BitSet numbers, int lowest, int highest) {
        this.numbers = numbers;
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * The set of these numbers.
     *
     * @param lowest lower bound, 0 or more
     * @param highest upper bound
     * @param numbers in any order, all within the bounds
     */
    public static NumberSet of(int lowest, int highest, IntStream numbers) {
        var bits = new BitSet(highest + 1);
        numbers.forEach(bits::set);
        if (!bits.isEmpty() && (bits.nextSetBit(0) < lowest || bits.length() - 1 > highest)) {
            throw new IllegalArgumentException(bits + " leaves " + lowest + ".." + highest);
        }
        return new NumberSet(bits, lowest, highest);
    }

    /** Every number within the bounds. */
    public static NumberSet all(int lowest, int highest) {
        return of(lowest, highest, IntStream.rangeClosed(lowest, highest));
    }

    public boolean contains(int number) {
        return number >= 0 && numbers.get(number);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** True when no number within the bounds is missing. */
    public boolean isFull() {
        return numbers.cardinality() == highest - lowest + 1;
    }

    /** The smallest number in the set that is {@code from} or more; {@link #NONE} if there is none. */
    public int next(int from) {
        return numbers.nextSetBit(Math.max(from, 0));
    }

    /** The smallest number; {@link #NONE} in an empty set. */
    public int first() {
        return next(0);
    }

    /** Bit n of the answer is set when n is in the set; for sets below 64. */
    public long mask() {
        long[] words = numbers.toLongArray();
        return words.length == 0 ? 0 : words[0];
    }

    public IntStream stream() {
        return numbers.stream();
    }

    /**
     * The set as cron writes it: {@code *}, or runs such as {@code 1-5,7}, ascending.
     *
     * @param name how one number is written
     */
    public String text(IntFunction<String> name) {
        if (isFull()) {
            return "*";
        }
        var runs = new ArrayList<String>();
        for (int from = first(); from != NONE; ) {
            int end = numbers.nextClearBit(from);
            runs.add(end - from == 1 ? name.apply(from) : name.apply(from) + "-" + name.apply(end - 1));
            from = next(end);
        }
        return String.join(",", runs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberSet that
                && numbers.equals(that.numbers)
                && lowest == that.lowest
                && highest == that.highest;
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return text(Integer::toString);
    }
}
