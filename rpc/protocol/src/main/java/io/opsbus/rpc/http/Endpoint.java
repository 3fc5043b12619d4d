package io.opsbus.rpc.http;

/**
 * Whoever answers the requests of one path. A host calls it on a virtual thread; it blocks freely and bounds its own time.
 *
 * <p>It answers every request, the hostile ones too; an exception is a bug, and the host answers 500 without its text.
 */
@FunctionalInterface
public interface Endpoint {
    HttpReply answer(HttpCall call);
}
