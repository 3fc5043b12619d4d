package io.opsbus.queue.rpc.message;

import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Property;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;

/** Messages as clients read them. Times in milliseconds since 1970. */
final class MessageReply {
    private MessageReply() {}

    /** A message that was sent; it has a handle while it is delayed. */
    static Tree.Fields sent(Message message) {
        Tree.Fields fields = Tree.fields()
                .with("MessageId", message.id().toString())
                .with("MessageBodyMD5", message.content().md5());
        return message.visibleAt().isAfter(message.enqueuedAt())
                ? fields.with("ReceiptHandle", message.handle().toString())
                : fields;
    }

    /** One of a batch that was not sent. */
    static Tree.Fields failed(RpcError error) {
        return Tree.fields().with("ErrorCode", error.code()).with("ErrorMessage", error.message());
    }

    static Tree.Fields received(Message message) {
        Tree.Builder fields = Tree.build()
                .put("MessageId", message.id().toString())
                .put("ReceiptHandle", message.handle().toString());
        content(message, fields);
        fields.put("NextVisibleTime", message.visibleAt().toEpochMilli());
        return fields.end();
    }

    static Tree.Fields peeked(Message message) {
        Tree.Builder fields = Tree.build().put("MessageId", message.id().toString());
        content(message, fields);
        return fields.end();
    }

    private static void content(Message message, Tree.Builder fields) {
        Instant first = message.firstReceivedAt();
        fields.put("MessageBodyMD5", message.content().md5())
                .put("MessageBody", message.content().body())
                .put("EnqueueTime", message.enqueuedAt().toEpochMilli())
                // ASSUMED: 0 while there was none; some clients need the element
                .put("FirstDequeueTime", first == null ? 0 : first.toEpochMilli())
                .put("DequeueCount", message.receives())
                .put("Priority", message.priority());
        properties(fields, "UserProperties", "PropertyValue", message.content().properties(), false);
        properties(
                fields,
                "SystemProperties",
                "SystemPropertyValue",
                message.content().properties(),
                true);
    }

    private static void properties(
            Tree.Builder fields, String name, String element, List<Property> all, boolean areSystems) {
        List<Tree.Fields> told = all.stream()
                .filter(one -> one.isSystems() == areSystems)
                .map(one -> Tree.fields()
                        .with("Name", one.name())
                        .with("Value", one.value())
                        .with("Type", one.type()))
                .toList();
        if (!told.isEmpty()) {
            fields.put(name, element, told);
        }
    }
}
