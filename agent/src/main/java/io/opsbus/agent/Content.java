package io.opsbus.agent;

import java.io.IOException;

/** What is in a script or a file, as the server sent it: in memory, or on the disk where much of it waits. */
@FunctionalInterface
public interface Content {
    /**
     * The wire's Base64, not decoded.
     *
     * @throws IOException if it cannot be read, or could not be kept
     */
    String base64() throws IOException;

    /** In memory. */
    record Held(String base64) implements Content {
        /** Without the script: it is not for logs. */
        @Override
        public String toString() {
            return "Held[" + base64.length() + "]";
        }
    }
}
