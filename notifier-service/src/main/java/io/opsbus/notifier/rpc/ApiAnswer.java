package io.opsbus.notifier.rpc;

/** One answer; its body is JSON, or empty with status 204. */
public final class ApiAnswer {
    private final int status;
    private final byte[] body;
    private final String about;

    ApiAnswer(int status, byte[] body) {
        this(status, body, "");
    }

    private ApiAnswer(int status, byte[] body, String about) {
        this.status = status;
        this.body = body;
        this.about = about;
    }

    /** The same answer about what has this id. */
    public ApiAnswer about(String id) {
        return new ApiAnswer(status, body, id);
    }

    /** The id of what was made or changed, where the path does not name it; may be empty. */
    public String about() {
        return about;
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
