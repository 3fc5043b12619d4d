package io.opsbus.rpc.http;

import java.io.IOException;
import java.io.InputStream;

/** A request's body that is still on the wire. */
public interface IncomingBody {
    /** Its length in bytes when the client told it or the host has all of it, else -1 (chunked). */
    long length();

    /**
     * Opens the body; a client that sent {@code Expect: 100-continue} is told to go on, now or before. Called once at most,
     * and not at all for a request that is refused without its body.
     *
     * @throws IOException when the client is gone or breaks the framing; reading may throw it too, and {@link TooLong}
     */
    InputStream open() throws IOException;

    /** The host has a limit of its own, and the body is beyond it. */
    final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }
}
