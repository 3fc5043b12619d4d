package io.opsbus.invocation.delivery;

import io.opsbus.invocation.TaskId;
import java.time.Instant;

/**
 * How far the output of one run has come.
 *
 * @param started names the run
 * @param uri of the object, whether it is there yet or not
 * @param code what the object store said last; empty when nothing is wrong
 */
public record OutputDelivery(TaskId task, Instant started, String uri, Status status, String code) {
    /** The words of the wire (today's pages of DescribeInvocationResults). */
    public enum Status {
        IN_PROGRESS("InProgress"),
        FINISHED("Finished"),
        FAILED("Failed");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** {@code OssOutputUri} on the wire: empty until the object is there. */
    public String uriWord() {
        return status == Status.FINISHED ? uri : "";
    }

    /** {@code OssOutputErrorInfo} on the wire: in words of ours, for what the store says beyond its code is its operator's. */
    public String info() {
        if (code.isEmpty()) {
            return "";
        }
        return status == Status.FAILED
                ? "The object store did not take the output; it is still among the results."
                : "The object store has not taken the output yet; it is tried again.";
    }
}
