package io.opsbus.queue.rpc;

import io.opsbus.rpc.reply.RpcError;

/** Every error of this service on the wire; codes and statuses are those of API facts 2.4. */
public final class QueueErrors {
    public static final RpcError NO_QUEUE = new RpcError(404, "QueueNotExist", "The queue does not exist.");
    public static final RpcError NO_MESSAGE =
            new RpcError(404, "MessageNotExist", "The message does not exist, or it is not yours any more.");
    public static final RpcError NOTHING_TO_RECEIVE =
            new RpcError(404, "MessageNotExist", "The queue has no message that can be received now.");
    public static final RpcError OTHER_QUEUE =
            new RpcError(409, "QueueAlreadyExist", "A queue of that name exists, with other attributes.");
    public static final RpcError BAD_NAME = new RpcError(
            400,
            "InvalidQueueName",
            "A queue is called by letters, digits and hyphens, beginning with a letter or digit.");
    public static final RpcError LONG_NAME =
            new RpcError(400, "QueueNameLengthError", "The name of a queue has at most 120 characters.");
    public static final RpcError BAD_HANDLE =
            new RpcError(400, "ReceiptHandleError", "The receipt handle is none that was given out.");
    public static final RpcError NO_HANDLE =
            new RpcError(400, "MissingReceiptHandle", "The receipt handle is missing.");
    public static final RpcError MALFORMED = new RpcError(400, "MalformedXML", "The body is not the XML it has to be.");

    private QueueErrors() {}

    /** Something of the request cannot be used; {@code why} is one sentence. */
    public static RpcError invalid(String why) {
        return new RpcError(400, "InvalidArgument", why);
    }
}
