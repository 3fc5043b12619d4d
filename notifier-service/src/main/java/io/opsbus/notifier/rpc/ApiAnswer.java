package io.opsbus.notifier.rpc;

/** One answer; its body is JSON, or empty with status 204. */
public final class ApiAnswer {
    private final int status;
    private final byte[] body;

    ApiAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The bytes of the body; not to be written to. */
    public byte[] body() {
        return body;
    }
}
