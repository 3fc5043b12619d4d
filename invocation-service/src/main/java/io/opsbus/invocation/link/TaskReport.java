package io.opsbus.invocation.link;

import java.time.Instant;

/**
 * What an agent tells of a task (agent facts 10). Times are the agent's clock; {@link Instant#EPOCH} when it never started.
 * Output is bytes as they came, maybe no text at all.
 */
public sealed interface TaskReport {
    /**
     * It runs: its start, or a part of its output. Parts have no number; they come in order on one connection.
     *
     * @param start names the run of a periodic task
     */
    record Running(Instant start, Chunk output) implements TaskReport {}

    /**
     * The process ended by itself, with any exit code.
     *
     * @param rest output that was not told before
     */
    record Finished(Span span, long exitCode, Chunk rest, long dropped) implements TaskReport {}

    /** It ran longer than it may, and was ended. */
    record TimedOut(Span span, Chunk rest, long dropped) implements TaskReport {}

    /**
     * It could not be run, or not to its end.
     *
     * @param code the wire's {@code errCode}: a number or a word
     * @param description the wire's {@code errDesc}
     */
    record Failed(Span span, String code, String description, Chunk rest, long dropped) implements TaskReport {}

    /** It was not run: a check failed before. */
    record Invalid(String parameter, String value) implements TaskReport {}

    /**
     * It was stopped.
     *
     * @param completed its timetable has no further run ({@code result=completed}); else it was killed
     * @param description the wire's {@code errDesc}, of newer agents that could not end it properly; else empty
     */
    record Stopped(Span span, long exitCode, Chunk rest, long dropped, boolean completed, String description)
            implements TaskReport {
        /** It went as it should. */
        public Stopped(Span span, long exitCode, Chunk rest, long dropped, boolean completed) {
            this(span, exitCode, rest, dropped, completed, "");
        }
    }

    /** A check that runs nothing was passed. */
    record Verified() implements TaskReport {}

    /**
     * A file was written, or not.
     *
     * @param code the wire's {@code errorcode}; 0 when it was written
     */
    record FileWritten(boolean success, int code) implements TaskReport {}

    /** A file was refused before it was written. */
    record FileInvalid(String parameter, String value) implements TaskReport {}

    /** From start to end; the start names the run of a periodic task. */
    record Span(Instant start, Instant end) {
        public static final Span NEVER = new Span(Instant.EPOCH, Instant.EPOCH);
    }

    /** A part of output. */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    record Chunk(byte[] bytes) {
        public static final Chunk NONE = new Chunk(new byte[0]);

        /** Without the output: it is not for logs. */
        @Override
        public String toString() {
            return "Chunk[" + bytes.length + " bytes]";
        }
    }
}
