package io.opsbus.standalone.backbone.process;

/**
 * How much of a program's output is kept: the newest in the log file itself, what is older in {@code .1}, {@code .2} and so on beside it.
 *
 * @param bytes of one file, at least 1,024; a line that is begun is finished in it
 * @param files how many there are, the log itself among them
 */
public record LogBound(long bytes, int files) {
    /** Everything, written by the program itself: it goes on also when we are gone. */
    public static final LogBound NONE = new LogBound(Long.MAX_VALUE, 1);

    public LogBound {
        if (bytes < 1024 || files < 1) {
            throw new IllegalArgumentException("a log of " + files + " files with " + bytes + " bytes each");
        }
    }
}
