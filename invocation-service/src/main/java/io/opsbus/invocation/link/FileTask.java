package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;
import java.time.Duration;

/**
 * A file an agent is to write (agent facts 12).
 *
 * @param content the bytes of the file, not Base64; the endpoint signs them
 * @param directory made if it is missing
 */
@SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
public record FileTask(
        TaskId id, byte[] content, String directory, String name, Rights rights, boolean overwrite, Duration timeout) {

    /**
     * Whose file it is.
     *
     * @param mode three or four octal digits
     */
    public record Rights(String mode, String owner, String group) {}

    /** Without the content: it is not for logs. */
    @Override
    public String toString() {
        return "FileTask[" + id + ", " + content.length + " bytes]";
    }
}
