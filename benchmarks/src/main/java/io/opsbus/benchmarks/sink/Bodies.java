package io.opsbus.benchmarks.sink;

/** Bodies that differ in the number of their id only: made by copying one, which costs next to nothing. */
public final class Bodies {
    private final byte[] pattern;
    private final int idEnd;

    /** Takes as pattern a JSON whose {@code id} was made by {@link NumberedId#of} */
    public Bodies(byte[] pattern) {
        this.pattern = pattern.clone();
        this.idEnd = NumberedId.idEnd(pattern, 0, pattern.length);
        if (idEnd < 0) {
            throw new IllegalArgumentException("the pattern has no numbered id");
        }
    }

    /** The body of event {@code number}. */
    public byte[] body(long number) {
        return NumberedId.renumber(pattern, idEnd, number);
    }
}
