package io.opsbus.queue.rpc;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.DeadLetters;
import io.opsbus.queue.Queue;
import io.opsbus.queue.message.Depth;
import io.opsbus.rpc.reply.Tree;

/** A queue as clients read it. */
final class QueueReply {
    private QueueReply() {}

    /** Where a queue is, seen from the base URL the client called. */
    static String url(String base, Queue queue) {
        return base + "/queues/" + queue.name();
    }

    static Tree.Fields of(String base, Queue queue, Depth depth) {
        Attributes attributes = queue.attributes();
        Tree.Builder fields = Tree.build()
                .put("QueueName", queue.name().text())
                .put("QueueURL", url(base, queue))
                .put("CreateTime", queue.createdAt().getEpochSecond())
                .put("LastModifyTime", queue.modifiedAt().getEpochSecond())
                .put("DelaySeconds", attributes.delay().toSeconds())
                .put("MaximumMessageSize", attributes.largest())
                .put("MessageRetentionPeriod", attributes.retention().toSeconds())
                .put("VisibilityTimeout", attributes.visibility().toSeconds())
                .put("PollingWaitSeconds", attributes.poll().toSeconds())
                .put("LoggingEnabled", attributes.isLogged() ? "True" : "False")
                .put("ActiveMessages", depth.active())
                .put("InactiveMessages", depth.inactive())
                .put("DelayMessages", depth.delayed());
        DeadLetters deadLetters = attributes.deadLetters();
        if (deadLetters != null) {
            fields.put(
                    "DlqPolicy",
                    Tree.fields()
                            .with("Enabled", "true")
                            .with("DeadLetterTargetQueue", deadLetters.target().text())
                            .with("MaxReceiveCount", deadLetters.mostReceives()));
        }
        return fields.end();
    }
}
