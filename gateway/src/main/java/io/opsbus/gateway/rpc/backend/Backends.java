package io.opsbus.gateway.rpc.backend;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Hands calls to services. Threads share it; a call blocks the caller's (virtual) thread. */
public interface Backends {
    /** A call, as a service gets it. */
    interface Call {
        /** The form body. */
        byte[] form();

        /** Headers, made anew for each try: the identity among them is good for a minute only. */
        Supplier<Map<String, String>> headers();
    }

    /** What came back. */
    sealed interface Answer {
        /**
         * The service answered.
         *
         * @param headers by lower-case name
         */
        @SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
        record Answered(int status, Map<String, String> headers, byte[] body) implements Answer {}

        /** No endpoint could be reached; nothing happened. */
        record Unreachable() implements Answer {}

        /** The call went out and no answer came, or none that can be passed on; what happened is not known. */
        record Lost(String why) implements Answer {}
    }

    /**
     * Calls one of these endpoints of a service; the next one only when the first cannot be reached at all, so that nothing
     * is done twice.
     *
     * @param urls base URLs, at least one
     * @param limit for everything together
     */
    Answer call(String service, List<URI> urls, Call call, Duration limit);
}
