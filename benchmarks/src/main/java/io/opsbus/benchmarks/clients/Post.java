package io.opsbus.benchmarks.clients;

/** One delivery to be made. Two are never equal, even with the same body. */
public final class Post {
    /** No answer: refused, reset, timed out. */
    public static final int FAILED = -1;

    private final String path;
    private final byte[] body;
    private final Ending ending;

    /** How a delivery ended. */
    @FunctionalInterface
    public interface Ending {
        /**
         * Called exactly once, from any thread; must not block.
         *
         * @param status the HTTP status; {@link #FAILED} when there was no answer
         */
        void ended(int status);
    }

    /**
     * Made, not begun.
     *
     * @param path of the target
     * @param body JSON; not copied
     * @param ending told how it ended
     */
    public Post(String path, byte[] body, Ending ending) {
        this.path = path;
        this.body = body;
        this.ending = ending;
    }

    public String path() {
        return path;
    }

    /** The bytes themselves, not a copy: nobody may write to them. */
    public byte[] body() {
        return body;
    }

    public Ending ending() {
        return ending;
    }
}
