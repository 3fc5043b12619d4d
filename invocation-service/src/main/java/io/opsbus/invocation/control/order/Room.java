package io.opsbus.invocation.control.order;

import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Terms;
import io.opsbus.invocation.work.Work;

/**
 * How much one list takes. Agents are small (the official one ends itself at 50 MiB, agent facts 5), and wait eight seconds for a list
 * (agent facts 3). Whatever is first is taken; after the first that is not, nothing is, so that what waits keeps its order.
 */
public final class Room {
    /** Scripts and files of one list. */
    public static final int MOST = 100;
    /** Bytes of them, as the list has them: in Base64. */
    public static final int MOST_BYTES = 1 << 20;
    /** Names of members and what has a fixed length, about. */
    private static final int FRAME = 800;

    private int taken;
    private long bytes;
    private boolean isFull;

    boolean isFull() {
        return isFull;
    }

    /** Takes one; false when there is no place for it. */
    boolean takes(long size) {
        isFull |= taken > 0 && (taken >= MOST || bytes + size > MOST_BYTES);
        if (!isFull) {
            add(size);
        }
        return !isFull;
    }

    /** Takes one that must be in this list. */
    void add(long size) {
        taken++;
        bytes += size;
    }

    /** About what a list has of it. */
    static long size(Work work, long content) {
        return FRAME
                + base64(content)
                + switch (work) {
                    case Work.Run run -> length(run);
                    case Work.SendFile file ->
                        file.target().directory().length() + file.label().name().length();
                };
    }

    private static int length(Work.Run run) {
        Program program = run.command().program();
        Terms.Place place = run.terms().place();
        return program.workingDirectory().length()
                + program.launcher().length()
                + place.username().length()
                + place.containerName().length();
    }

    private static long base64(long bytes) {
        return (bytes + 2) / 3 * 4;
    }
}
