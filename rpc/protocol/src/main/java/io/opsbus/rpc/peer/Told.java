package io.opsbus.rpc.peer;

/** An answer, a refusal too: its HTTP status and its body. */
public record Told(int status, Part body) {
    /** Whether what was asked for was done. */
    public boolean isDone() {
        return status == 200;
    }

    /** The code of an error; empty in any other answer. */
    public String code() {
        return body.text("Code");
    }

    /** What an error says; empty in any other answer. */
    public String message() {
        return body.text("Message");
    }
}
