package io.opsbus.event.rpc;

/** Answers the requests of one path and method. */
@FunctionalInterface
interface Endpoint {
    /**
     * Answers.
     *
     * @param request what is asked
     * @param rest what follows the fixed part of the path; empty when nothing does
     * @param requestId id of this request, to be named in errors
     */
    Answer answer(Request request, String rest, String requestId);
}
