package io.opsbus.queue.rpc;

import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Messages;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;

/** Tells of a queue: {@code GET /queues/{name}}. */
final class GetQueueAttributes implements Action {
    private static final Declaration DECLARATION = Declaration.reading(
                    QueueParameters.VERSION,
                    "GetQueueAttributes",
                    "Tells attributes of a queue and how many messages it has: `GET /queues/{name}`.")
            .takes(QueueParameters.QUEUE)
            .fails(QueueErrors.NO_QUEUE)
            .end();

    private final Queues queues;
    private final Messages messages;

    GetQueueAttributes(Queues queues, Messages messages) {
        this.queues = queues;
        this.messages = messages;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return QueueParameters.on(
                queues,
                call,
                queue -> new Answer.Reply(Tree.fields()
                        .with(
                                "Queue",
                                QueueReply.of(
                                        call.identity().hostId(), queue, messages.depth(queue.id(), call.now())))));
    }
}
